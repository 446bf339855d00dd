#include "layers/ignore_list.h"

#include "charm/jujuignore.h"

#include <algorithm>

namespace periapt::layers {

IgnoreList::IgnoreList(const std::vector<std::string>& lines) {
  for (std::string_view line : lines) {
    while (line.ends_with(' ')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    Rule rule;
    if ((rule.include_again = line.starts_with('!'))) line.remove_prefix(1);
    while (line.ends_with('/')) {
      rule.folders_only = true;
      line.remove_suffix(1);
    }
    rule.at_root = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    rule.pattern = line;
    if (!rule.pattern.empty() && rule.pattern.size() <= 1024) rules_.push_back(std::move(rule));
  }
}

bool IgnoreList::matches(const Rule& rule, std::string_view path) {
  if (rule.at_root) return charm::glob_matches(rule.pattern, path);
  return charm::glob_matches(rule.pattern, path.substr(path.rfind('/') + 1));
}

bool IgnoreList::ignores(std::string_view path, bool is_folder) const {
  const auto holds = [&](const Rule& rule) {
    if ((is_folder || !rule.folders_only) && matches(rule, path)) return true;
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
      if (matches(rule, path.substr(0, slash))) return true; // a folder above
    return false;
  };
  const auto deciding = std::find_if(rules_.rbegin(), rules_.rend(), holds);
  return deciding != rules_.rend() && !deciding->include_again;
}

const std::vector<std::string>& always_ignored() {
  static const std::vector<std::string> lines{".bzr", ".git",  "**/.ropeproject",  "*.pyc",   "*~",
                                              ".tox", "*.swp", ".pull-source-rev", "*.charm", "build.lock"};
  return lines;
}

} // namespace periapt::layers
