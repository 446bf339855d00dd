#include "hook_tools/payload_tool.h"
#include "hook_tools/tool_list.h"

#include <fmt/format.h>

namespace periapt::hook_tools {
namespace {

class PayloadUnregister final : public PayloadTool {
public:
  explicit PayloadUnregister(HookContext& context) : PayloadTool(context, 2, 2) {}

private:
  std::string report() const override { return fmt::format("payload {}/{} unregistered", words()[0], words()[1]); }
};

} // namespace

const ToolEntry payload_unregister{
    .name = "payload-unregister",
    .arguments = "<class> <id>",
    .summary = "Stop tracking a payload.",
    .details = "Noted in the log; nothing shows payloads any more.",
    .examples = "    payload-unregister monitor 3f2a1b",
    .writes = true,
    .make = make_tool<PayloadUnregister>,
};

} // namespace periapt::hook_tools
