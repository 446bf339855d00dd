#include "hook_tools/payload_tool.h"

#include "core/error.h"

namespace periapt::hook_tools {

void PayloadTool::check(const Arguments& positionals) {
  if (positionals.size() < least_) throw make_error(ErrorKind::invalid, "missing required arguments");
  refuse_more_than(most_, positionals);
  words_ = positionals;
}

void PayloadTool::run(ToolResult&) {
  check_payload();
  context_.log(LogLevel::debug, report());
}

} // namespace periapt::hook_tools
