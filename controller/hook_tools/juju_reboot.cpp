#include "core/error.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class JujuReboot final : public Tool {
public:
  explicit JujuReboot(HookContext& context) : Tool(context) {
    flags_.boolean({"now"}, "reboot immediately, killing the invoking process", now_);
  }

  void run(ToolResult&) override {
    if (context_.is_action()) {
      throw Error(ErrorKind::invalid, "juju-reboot is not supported when running an action.");
    }
    context_.reboot(now_);
  }

private:
  bool now_ = false;
};

} // namespace

const ToolEntry juju_reboot{
    .name = "juju-reboot",
    .summary = "Reboot the machine.",
    .details = "The machine reboots once the hook has succeeded; nothing else runs before. With --now the hook is\n"
               "killed, what it has buffered is dropped, and it runs again after the reboot.",
    .examples = "    juju-reboot\n    juju-reboot --now",
    .writes = true,
    .make = make_tool<JujuReboot>,
};

} // namespace periapt::hook_tools
