#include "base/shell_words.h"

#include <string_view>

namespace periapt {

namespace {

constexpr std::string_view plain_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";

std::string shell_quoted(const std::string& word) {
  if (!word.empty() && word.find_first_not_of(plain_characters) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

} // namespace

std::string shell_script(const std::vector<std::string>& words) {
  if (words.size() == 1) return words.front();
  std::string script;
  for (const auto& word : words) script += (script.empty() ? "" : " ") + shell_quoted(word);
  return script;
}

} // namespace periapt
