#include "core/error.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <charconv>

namespace periapt::hook_tools {
namespace {

std::int64_t parse_revision(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw make_error(ErrorKind::invalid, "strconv.ParseInt: parsing {}: invalid syntax", go_quoted(text));
  return number;
}

class SecretRemove final : public Tool {
public:
  explicit SecretRemove(HookContext& context) : Tool(context) {
    flags_.value({"revision"}, "0", "Remove the specified revision",
                 [this](const std::string& text) { revision_ = parse_revision(text); });
  }

  void check(const Arguments& positionals) override {
    id_ = required_secret(positionals);
    refuse_more_than(1, positionals);
  }

  void run(ToolResult&) override {
    context_.secrets().remove(id_, revision_ > 0 ? std::optional(revision_) : std::nullopt);
  }

private:
  std::string id_;
  std::int64_t revision_ = 0;
};

} // namespace

const ToolEntry secret_remove{
    .name = "secret-remove",
    .arguments = "<ID>",
    .summary = "Remove an existing secret.",
    .details = "All of it, or one revision; once the hook has succeeded.",
    .examples = "    secret-remove secret:9m4e2mr0ui3e8a215n4g\n"
                "    secret-remove secret:9m4e2mr0ui3e8a215n4g --revision 2",
    .writes = true,
    .make = make_tool<SecretRemove>,
};

} // namespace periapt::hook_tools
