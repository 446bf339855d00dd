#include "hook_tools/port_command.h"

#include "core/error.h"
#include "hook_tools/text.h"

namespace periapt::hook_tools {
namespace {

std::vector<std::string> split_endpoints(std::string_view text) {
  std::vector<std::string> endpoints;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (const auto endpoint = trimmed(text.substr(0, comma)); !endpoint.empty()) endpoints.emplace_back(endpoint);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return endpoints;
}

} // namespace

PortCommand::PortCommand(HookContext& context, std::string_view name)
    : Tool(context), name_(name), legacy_format_(flags_) {
  flags_.text({"endpoints"}, "A comma-delimited list of application endpoints to target with this operation",
              endpoints_);
}

void PortCommand::check(const Arguments& positionals) {
  if (positionals.empty()) throw make_error(ErrorKind::invalid, "no port or range specified");
  range_ = PortRange::parse(positionals[0]);
  refuse_more_than(1, positionals);
}

void PortCommand::run(ToolResult& result) {
  legacy_format_.note(name_, result);
  apply(range_, split_endpoints(endpoints_));
}

} // namespace periapt::hook_tools
