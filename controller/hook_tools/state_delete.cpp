#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class StateDelete final : public Tool {
public:
  using Tool::Tool;

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) key_ = positionals[0];
    refuse_more_than(1, positionals);
  }

  void run(ToolResult&) override {
    if (!key_.empty()) context_.write_charm_state({{key_, std::nullopt}});
  }

private:
  std::string key_;
};

} // namespace

const ToolEntry state_delete{
    .name = "state-delete",
    .arguments = "<key>",
    .summary = "Delete server-side-state key value pairs.",
    .details = "A key that is not there is no error.",
    .examples = "    state-delete key",
    .writes = true,
    .make = make_tool<StateDelete>,
};

} // namespace periapt::hook_tools
