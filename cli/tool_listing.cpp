#include "cli/tool_listing.h"

#include "core/error.h"
#include "hook_tools/tool_help.h"

#include <algorithm>

namespace periapt::cli {

namespace {

std::vector<std::string_view> listed_tools(bool of_actions) {
  auto names = hook_tools::tool_names();
  std::erase_if(names, [&](auto name) { return name.starts_with("action-") != of_actions; });
  return names;
}

std::string tools_table(const std::vector<std::string_view>& names) {
  std::size_t longest = 0;
  for (const auto name : names) longest = std::max(longest, name.size());
  std::string text;
  for (const auto name : names) text += fmt::format("    {:<{}}  {}\n", name, longest, hook_tools::tool_summary(name));
  return text;
}

} // namespace

void print_tools(Session& session, bool of_actions) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  const auto names = listed_tools(of_actions);
  if (words.empty()) return session.print(tools_table(names));
  if (std::find(names.begin(), names.end(), words.front()) == names.end())
    throw make_error(ErrorKind::not_found, "unknown command: {}", words.front());
  session.print(hook_tools::tool_help(words.front()));
}

} // namespace periapt::cli
