#include "core/error.h"
#include "hook_tools/action_tool.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class ActionLog final : public Tool {
public:
  explicit ActionLog(HookContext& context) : Tool(context) {}

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw make_error(ErrorKind::invalid, "no message specified");
    message_ = fmt::format("{}", fmt::join(positionals, " "));
  }

  void run(ToolResult&) override {
    require_action(context_);
    context_.log_action(message_);
  }

private:
  std::string message_;
};

} // namespace

const ToolEntry action_log{
    .name = "action-log",
    .arguments = "<message>",
    .summary = "Say how the action goes on.",
    .details = "Who waits for the action sees the message at once.",
    .examples = "    action-log 'backup has started'",
    .writes = true,
    .make = make_tool<ActionLog>,
};

} // namespace periapt::hook_tools
