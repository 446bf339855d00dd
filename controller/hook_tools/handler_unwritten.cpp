// What the tools of a preview were not allowed to write, for its adapter; no link has its name.
// Rule: contract/wrappers.md, section 6.
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class HandlerUnwritten final : public Tool {
public:
  explicit HandlerUnwritten(HookContext& context) : Tool(context) {}

  void run(ToolResult& result) override {
    charm::YamlList calls;
    for (const auto& call : context_.unwritten()) calls.emplace_back(call);
    result.out = format_value(std::move(calls), Format::json, KeyOrder::fixed);
  }
};

} // namespace

const ToolEntry handler_unwritten{
    .name = "handler-unwritten",
    .summary = "Print what was not written because this is a preview, as JSON.",
    .internal = true,
    .make = make_tool<HandlerUnwritten>,
};

} // namespace periapt::hook_tools
