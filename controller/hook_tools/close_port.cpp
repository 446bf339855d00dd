#include "hook_tools/port_command.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class ClosePort final : public PortCommand {
public:
  explicit ClosePort(HookContext& context) : PortCommand(context, "close-port") {}

protected:
  void apply(const PortRange& range, const std::vector<std::string>& endpoints) override {
    context_.close_port(range, endpoints);
  }
};

} // namespace

const ToolEntry close_port{
    .name = "close-port",
    .arguments = "<port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp",
    .summary = "Register a request to close a port or port range.",
    .details = "Takes effect once the hook has succeeded, for all endpoints unless --endpoints names some.",
    .examples = "    close-port 80/tcp\n    close-port 8000-8999/udp --endpoints web,api",
    .writes = true,
    .make = make_tool<ClosePort>,
};

} // namespace periapt::hook_tools
