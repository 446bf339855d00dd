// Which files of a charm folder stay out of its archive. Rule: contract/charm-format.md, section 9.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

class IgnoreRules {
public:
  /// The rules that always hold, followed by the lines of a .jujuignore.
  explicit IgnoreRules(std::string_view jujuignore = "");

  /// `path` is relative, with '/'. The last rule that matches decides.
  bool ignores(std::string_view path, bool is_folder) const;

private:
  struct Rule {
    std::string pattern; // without the marks that the flags stand for
    bool include_again = false;
    bool folders_only = false;
    bool at_root = false;
  };

  void add_line(std::string_view line);
  static bool matches(const Rule& rule, std::string_view path);

  std::vector<Rule> rules_;
};

/// `*` and `?` stay within one path element, `**` does not; `[a-z]`, `[!a]`, `\x`.
bool glob_matches(std::string_view pattern, std::string_view text);

} // namespace periapt::charm
