#include "charm/yaml_path.h"
#include "core/error.h"
#include "hook_tools/action_tool.h"
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class ActionGet final : public Tool {
public:
  explicit ActionGet(HookContext& context) : Tool(context), output_(flags_) {}

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) key_ = positionals[0];
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    require_action(context_);
    const YamlValue parameters = context_.action_parameters();
    if (key_.empty()) return output_.print(parameters, result);
    const auto* value = charm::find_path(parameters, split_keys(key_));
    output_.print(value ? *value : YamlValue(), result);
  }

private:
  OutputFlags output_;
  std::string key_; // empty: all
};

} // namespace

const ToolEntry action_get{
    .name = "action-get",
    .arguments = "[<key>[.<key>.<key>...]]",
    .summary = "Print the action's parameters.",
    .details = "A key with dots leads into nested parameters. What is not there is null.",
    .examples = "    action-get target.folder\n    action-get --format json",
    .make = make_tool<ActionGet>,
};

} // namespace periapt::hook_tools
