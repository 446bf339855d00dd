#include "hook_tools/action_tool.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class ActionFail final : public Tool {
public:
  explicit ActionFail(HookContext& context) : Tool(context) {}

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) message_ = positionals[0];
    refuse_more_than(1, positionals);
  }

  void run(ToolResult&) override {
    require_action(context_);
    context_.fail_action(message_);
  }

private:
  std::string message_ = "action failed without reason given, check action for errors";
};

} // namespace

const ToolEntry action_fail{
    .name = "action-fail",
    .arguments = "[\"<failure message>\"]",
    .summary = "Let the action have failed.",
    .details = "The action goes on; when it ends it has failed with this message.",
    .examples = "    action-fail 'unable to contact remote service'",
    .writes = true,
    .make = make_tool<ActionFail>,
};

} // namespace periapt::hook_tools
