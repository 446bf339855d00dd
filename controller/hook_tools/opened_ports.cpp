#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

#include <fmt/format.h>

#include <set>

namespace periapt::hook_tools {
namespace {

class OpenedPorts final : public Tool {
public:
  explicit OpenedPorts(HookContext& context) : Tool(context), output_(flags_) {
    flags_.boolean({"endpoints"}, "Display the list of target application endpoints for each port range", endpoints_);
  }

  void run(ToolResult& result) override {
    std::map<PortRange, std::set<std::string>> ranges;
    for (const auto& port : context_.opened_ports())
      ranges[port.range].insert(port.endpoint.empty() ? "*" : port.endpoint);
    std::vector<std::string> lines;
    for (const auto& [range, endpoints] : ranges)
      lines.push_back(endpoints_ ? fmt::format("{} ({})", range.str(), fmt::join(endpoints, ", ")) : range.str());
    output_.print(string_list(lines), result);
  }

private:
  OutputFlags output_;
  bool endpoints_ = false;
};

} // namespace

const ToolEntry opened_ports{
    .name = "opened-ports",
    .summary = "List all ports or port ranges opened by the unit.",
    .details = "Changes made earlier in the same hook are included.",
    .examples = "    opened-ports --endpoints",
    .make = make_tool<OpenedPorts>,
};

} // namespace periapt::hook_tools
