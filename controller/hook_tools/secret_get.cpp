#include "charm/base64.h"
#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

std::string decoded(const std::string& value) { return charm::base64_decode(value).value_or(value); }

class SecretGet final : public Tool {
public:
  explicit SecretGet(HookContext& context) : Tool(context), output_(flags_, OutputFlags::Choice::yaml_json) {
    flags_.text({"label"}, "A label used to identify the secret in hooks", fetch_.label);
    flags_.boolean({"peek"}, "Get the latest revision just this time", fetch_.peek);
    flags_.boolean({"refresh"}, "Get the latest revision and also get this same revision for subsequent calls",
                   fetch_.refresh);
  }

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) fetch_.id = parse_secret_argument(positionals[0], ForeignScheme::not_named);
    if (fetch_.id.empty() && fetch_.label.empty())
      throw Error(ErrorKind::invalid, "require either a secret URI or label");
    if (fetch_.peek && fetch_.refresh)
      throw Error(ErrorKind::invalid, "specify one of --peek or --refresh but not both");
    if (positionals.size() > 1) key_ = positionals[1];
    refuse_more_than(2, positionals);
  }

  std::optional<ControllerCall> controller_call() const override { return fetch_; }

  void run(ToolResult& result) override {
    const auto content = context_.secrets().content(fetch_);
    output_.print(key_.empty() ? all(content) : one(content), result);
  }

private:
  static YamlValue all(const SecretContent& content) {
    YamlMap map;
    for (const auto& [key, value] : content) map.emplace_back(key, decoded(value));
    return map;
  }

  YamlValue one(const SecretContent& content) const {
    constexpr std::string_view suffix = "#base64";
    const bool encoded = key_.ends_with(suffix);
    const auto name = encoded ? key_.substr(0, key_.size() - suffix.size()) : key_;
    const auto found = content.find(name);
    if (found == content.end())
      throw make_error(ErrorKind::not_found, "secret key value {} not found", go_quoted(name));
    return encoded ? found->second : decoded(found->second);
  }

  OutputFlags output_;
  SecretContentFetch fetch_;
  std::string key_;
};

} // namespace

const ToolEntry secret_get{
    .name = "secret-get",
    .arguments = "[<ID>] [key[#base64]]",
    .summary = "Get the content of a secret.",
    .details = "Prints all keys, or the value of one. The first reading makes the unit track the newest revision; later\n"
               "ones give the same until --refresh moves it. --peek reads the newest once. With an ID and --label,\n"
               "the label names the secret for this unit from now on.",
    .examples = "    secret-get secret:9m4e2mr0ui3e8a215n4g --label db\n    secret-get --label db --refresh\n"
                "    secret-get secret:9m4e2mr0ui3e8a215n4g password",
    .make = make_tool<SecretGet>,
};

} // namespace periapt::hook_tools
