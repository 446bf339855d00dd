#include "core/error.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class LeaderSet final : public Tool {
public:
  using Tool::Tool;

  void check(const Arguments& positionals) override {
    pairs_.check(positionals);
    leader_ = context_.is_leader();
  }

  std::optional<ControllerCall> controller_call() const override {
    if (!leader_ || pairs_.map().empty()) return std::nullopt;
    return LeaderSettingsPost{pairs_.changes()};
  }

  void run(ToolResult&) override {
    if (!leader_)
      throw make_error(ErrorKind::denied,
                       "cannot write leadership settings: cannot write settings: not the leader");
    if (!pairs_.map().empty()) context_.write_leader_settings(pairs_.changes());
  }

private:
  Pairs pairs_;
  bool leader_ = false;
};

} // namespace

const ToolEntry leader_set{
    .name = "leader-set",
    .arguments = "key=value [key=value ...]",
    .summary = "Write application leadership settings.",
    .details = "Only the leader may. The settings are seen by every unit at once; an empty value deletes its key.",
    .examples = "    leader-set cluster-name=alpha",
    .writes = true,
    .make = make_tool<LeaderSet>,
};

} // namespace periapt::hook_tools
