#include "cli/ssh_words.h"

#include <string_view>

namespace periapt::cli {

namespace {

constexpr std::string_view ssh_options_with_value = "BbcDEeFIiJLlmOoPpQRSWw";
constexpr std::string_view scp_options_with_value = "cDFiJloPSX";

/// Whether the option's value is the next word: its letter takes one and stands last in "-4i".
bool value_follows(std::string_view word, std::string_view with_value) {
  for (std::size_t i = 1; i < word.size(); ++i)
    if (with_value.find(word[i]) != std::string_view::npos) return i + 1 == word.size();
  return false;
}

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

} // namespace

std::vector<std::string> command_behind_target(const std::vector<std::string>& words) {
  std::size_t at = 0;
  while (at < words.size() && is_option(words[at]) && words[at] != "--")
    at += value_follows(words[at], ssh_options_with_value) ? 2 : 1;
  if (at < words.size() && words[at] == "--") ++at;
  if (at >= words.size()) return {};
  return {words.begin() + static_cast<std::ptrdiff_t>(at), words.end()};
}

ScpLine scp_line(const std::vector<std::string>& words) {
  ScpLine line;
  bool options = true;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto& word = words[at];
    if (options && word == "--") continue; // before scp's options, or after them
    if (!options || !is_option(word)) {
      line.paths.push_back(word);
      options = false;
      continue;
    }
    if (value_follows(word, scp_options_with_value)) {
      ++at;
      continue;
    }
    line.recursive |= word.find('r') != std::string::npos;
    line.preserve |= word.find('p') != std::string::npos;
  }
  return line;
}

ScpPath scp_path(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || text.front() == '/' || text.front() == '.') return {{}, text};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

void declare_ssh(OptionSet& options) {
  declare_model(options);
  options.value("container", "NAME", "of Kubernetes models only; ignored here")
      .flag("no-host-key-checks", "there are none here")
      .flag("proxy", "not needed here")
      .value("pty", "true|false", "the shell has the terminal that the command has")
      .flag("remote", "of Kubernetes models only; ignored here");
}

} // namespace periapt::cli
