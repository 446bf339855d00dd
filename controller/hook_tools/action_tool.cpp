#include "hook_tools/action_tool.h"

#include "core/error.h"

namespace periapt::hook_tools {

void require_action(const HookContext& context) {
  if (!context.is_action()) throw Error(ErrorKind::conflict, "not running an action");
}

std::vector<std::string> split_keys(const std::string& text) {
  std::vector<std::string> keys(1);
  for (const char c : text) {
    if (c == '.') keys.emplace_back();
    else keys.back() += c;
  }
  return keys;
}

} // namespace periapt::hook_tools
