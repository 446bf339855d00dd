#include "hook_tools/port_command.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class OpenPort final : public PortCommand {
public:
  explicit OpenPort(HookContext& context) : PortCommand(context, "open-port") {}

protected:
  void apply(const PortRange& range, const std::vector<std::string>& endpoints) override {
    context_.open_port(range, endpoints);
  }
};

} // namespace

const ToolEntry open_port{
    .name = "open-port",
    .arguments = "<port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp",
    .summary = "Register a request to open a port or port range.",
    .details = "Takes effect once the hook has succeeded, for all endpoints unless --endpoints names some.",
    .examples = "    open-port 80/tcp\n    open-port 8000-8999/udp --endpoints web,api",
    .writes = true,
    .make = make_tool<OpenPort>,
};

} // namespace periapt::hook_tools
