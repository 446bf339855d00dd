#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

YamlValue value_of(const std::optional<ConfigValue>& option) {
  if (!option) return {};
  return std::visit([](const auto& value) { return YamlValue(value); }, *option);
}

class ConfigGet final : public Tool {
public:
  explicit ConfigGet(HookContext& context) : Tool(context), output_(flags_) {
    flags_.boolean({"a", "all"}, "Print all keys, also those without a value", all_);
  }

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) key_ = positionals[0];
    if (all_ && !key_.empty())
      throw make_error(ErrorKind::invalid, "cannot use argument --all together with key {}", go_quoted(key_));
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    const auto config = context_.config();
    output_.print(key_.empty() ? map_of(config) : one_of(config), result);
  }

private:
  using Options = std::map<std::string, std::optional<ConfigValue>>;

  YamlValue one_of(const Options& config) const {
    const auto found = config.find(key_);
    return found == config.end() ? YamlValue() : value_of(found->second);
  }

  YamlValue map_of(const Options& config) const {
    YamlMap map;
    for (const auto& [key, option] : config)
      if (all_ || option) map.emplace_back(key, value_of(option));
    return map;
  }

  OutputFlags output_;
  bool all_ = false;
  std::string key_; // empty: a map
};

} // namespace

const ToolEntry config_get{
    .name = "config-get",
    .arguments = "[<key>]",
    .summary = "Print application configuration.",
    .details = "Without a key prints every option that has a value, with --all also those that have none.",
    .examples = "    config-get port\n    config-get --all --format json",
    .make = make_tool<ConfigGet>,
};

} // namespace periapt::hook_tools
