// Calls a hook tool as a shell line would, against a context: `run(context, "relation-get - pg/0")`.
#pragma once

#include "hook_tools/tools.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace periapt::test {

/// Splits at spaces; single quotes hold an argument together, '' is the empty one.
inline std::vector<std::string> shell_words(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  bool started = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
      started = true;
    } else if (c == ' ' && !quoted) {
      if (started) words.push_back(std::exchange(word, {}));
      started = false;
    } else {
      word += c;
      started = true;
    }
  }
  if (started) words.push_back(word);
  return words;
}

/// `file` is the content of every file that the tool asks to be read.
inline hook_tools::ToolResult run(hook_tools::HookContext& context, std::string_view line,
                                  const hook_tools::FileContent& file = {}) {
  auto words = shell_words(line);
  const std::string tool = words.front();
  words.erase(words.begin());
  hook_tools::ToolRun call(context, tool, words);
  if (!call.files().empty()) call.use_files(std::vector<hook_tools::FileContent>(call.files().size(), file));
  if (call.controller_call()) context.prepare(*call.controller_call(), [] {});
  return call.finish();
}

} // namespace periapt::test
