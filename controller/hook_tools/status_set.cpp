#include "core/error.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

WorkloadStatus parse_settable_status(const std::string& text) {
  const auto status = parse_workload_status(text);
  if (!status || !may_be_set_by_charm(*status))
    throw make_error(ErrorKind::invalid, "invalid status {}, expected one of [maintenance blocked waiting active]",
                     go_quoted(text));
  return *status;
}

class StatusSet final : public Tool {
public:
  explicit StatusSet(HookContext& context) : Tool(context) {
    flags_.boolean({"application"}, "Set this status for the application to which the unit belongs", application_);
  }

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw make_error(ErrorKind::invalid, "invalid args, require <status> [message]");
    status_ = parse_settable_status(positionals[0]);
    if (positionals.size() > 1) message_ = positionals[1];
    refuse_more_than(2, positionals);
  }

  void run(ToolResult&) override {
    if (!application_) return context_.set_unit_status(status_, message_);
    if (!context_.is_leader()) throw make_error(ErrorKind::denied, "this unit is not the leader");
    context_.set_application_status(status_, message_);
  }

private:
  bool application_ = false;
  WorkloadStatus status_ = WorkloadStatus::unknown;
  std::string message_;
};

} // namespace

const ToolEntry status_set{
    .name = "status-set",
    .arguments = "<maintenance | blocked | waiting | active> [message]",
    .summary = "Set status information.",
    .details = "The status is seen at once and stays even if the hook fails. Only the leader may set that of\n"
               "the application.",
    .examples = "    status-set active\n    status-set blocked \"relation to a database missing\"",
    .writes = true,
    .make = make_tool<StatusSet>,
};

} // namespace periapt::hook_tools
