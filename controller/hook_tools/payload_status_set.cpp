#include "core/error.h"
#include "hook_tools/payload_tool.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <algorithm>

namespace periapt::hook_tools {
namespace {

constexpr std::string_view statuses[] = {"running", "starting", "stopped", "stopping"};

class PayloadStatusSet final : public PayloadTool {
public:
  explicit PayloadStatusSet(HookContext& context) : PayloadTool(context, 3, 3) {}

private:
  void check_payload() const override {
    const auto& status = words()[2];
    if (std::find(std::begin(statuses), std::end(statuses), status) == std::end(statuses))
      throw make_error(ErrorKind::invalid, "status {} not supported; expected one of [\"{}\"]", go_quoted(status),
                       fmt::join(statuses, "\", \""));
  }
  std::string report() const override {
    return fmt::format("payload {}/{} is {}", words()[0], words()[1], words()[2]);
  }
};

} // namespace

const ToolEntry payload_status_set{
    .name = "payload-status-set",
    .arguments = "<class> <id> <status>",
    .summary = "Update the status of a payload.",
    .details = "The status is starting, running, stopping or stopped. Noted in the log; nothing shows payloads any more.",
    .examples = "    payload-status-set monitor 3f2a1b running",
    .writes = true,
    .make = make_tool<PayloadStatusSet>,
};

} // namespace periapt::hook_tools
