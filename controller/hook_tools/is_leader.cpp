#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class IsLeader final : public Tool {
public:
  explicit IsLeader(HookContext& context) : Tool(context), output_(flags_) {}

  void run(ToolResult& result) override { output_.print(ask(), result); }

private:
  bool ask() {
    try {
      return context_.is_leader();
    } catch (const Error& cause) {
      throw make_error(cause.kind(), "leadership status unknown: {}", cause.what());
    }
  }

  OutputFlags output_;
};

} // namespace

const ToolEntry is_leader{
    .name = "is-leader",
    .summary = "Print application leadership status.",
    .details = "True means that this unit leads its application and will for at least 30 seconds more.",
    .examples = "    is-leader --format json",
    .make = make_tool<IsLeader>,
};

} // namespace periapt::hook_tools
