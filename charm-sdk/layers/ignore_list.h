// A list of patterns as in a .gitignore file: what layers leave out of the charm that is built of them.
// Rule: contract/charm-format.md 11.2 and 11.4. Threads: any; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace periapt::layers {

class IgnoreList {
public:
  IgnoreList() = default;
  explicit IgnoreList(const std::vector<std::string>& lines);

  /// `path` is relative, with '/'. Also true below a folder that is ignored. The last rule that matches decides.
  bool ignores(std::string_view path, bool is_folder) const;

private:
  struct Rule {
    std::string pattern; // without the marks that the flags stand for
    bool include_again = false;
    bool folders_only = false;
    bool at_root = false; // it has a '/' before its end
  };
  static bool matches(const Rule& rule, std::string_view path);

  std::vector<Rule> rules_;
};

/// What no layer contributes: version control, caches, editors' files, archives.
const std::vector<std::string>& always_ignored();

} // namespace periapt::layers
