#include "charm/jujuignore.h"

#include <algorithm>

namespace periapt::charm {
namespace {

constexpr std::string_view default_rules = ".git\n.svn\n.hg\n.bzr\n.tox\n/build/\n/revision\n/version\n.jujuignore\n";

/// Matches from each (pattern, text) position at most once, so that no pattern is expensive.
class Glob {
public:
  Glob(std::string_view pattern, std::string_view text)
      : pattern_(pattern), text_(text), known_((pattern.size() + 1) * (text.size() + 1), unknown) {}

  bool matches(std::size_t p, std::size_t t) {
    auto& known = known_[p * (text_.size() + 1) + t];
    if (known == unknown) known = compute(p, t) ? yes : no;
    return known == yes;
  }

private:
  enum : char { unknown, no, yes };

  bool compute(std::size_t p, std::size_t t) {
    if (p == pattern_.size()) return t == text_.size();
    if (pattern_[p] == '*') return star(p, t);
    if (t == text_.size()) return false;
    switch (pattern_[p]) {
    case '?': return text_[t] != '/' && matches(p + 1, t + 1);
    case '[': return set(p, t);
    case '\\': return p + 1 < pattern_.size() && pattern_[p + 1] == text_[t] && matches(p + 2, t + 1);
    default: return pattern_[p] == text_[t] && matches(p + 1, t + 1);
    }
  }

  bool star(std::size_t p, std::size_t t) {
    const bool crosses = pattern_.substr(p).starts_with("**");
    const auto rest = p + (crosses ? 2 : 1);
    if (crosses && rest < pattern_.size() && pattern_[rest] == '/' && matches(rest + 1, t)) return true; // no folder
    if (matches(rest, t)) return true;
    return t < text_.size() && (crosses || text_[t] != '/') && matches(p, t + 1);
  }

  bool set(std::size_t p, std::size_t t) {
    auto at = p + 1;
    const bool negated = at < pattern_.size() && (pattern_[at] == '!' || pattern_[at] == '^');
    if (negated) ++at;
    const auto end = pattern_.find(']', at + 1);
    if (end == std::string_view::npos) return text_[t] == '[' && matches(p + 1, t + 1);
    bool found = false;
    for (; at < end; ++at) {
      const bool range = at + 2 < end && pattern_[at + 1] == '-';
      const char low = pattern_[at], high = range ? pattern_[at + 2] : low;
      found |= low <= text_[t] && text_[t] <= high;
      if (range) at += 2;
    }
    return found != negated && text_[t] != '/' && matches(end + 1, t + 1);
  }

  std::string_view pattern_;
  std::string_view text_;
  std::vector<char> known_;
};

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    if (line.size() > 1 && line[line.size() - 2] == '\\') break;
    line.remove_suffix(1);
  }
  return line;
}

} // namespace

bool glob_matches(std::string_view pattern, std::string_view text) { return Glob(pattern, text).matches(0, 0); }

IgnoreRules::IgnoreRules(std::string_view jujuignore) {
  for (auto text : {default_rules, jujuignore})
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      add_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void IgnoreRules::add_line(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || line.starts_with('#')) return;
  Rule rule;
  const auto take = [&](char mark) {
    const bool there = line.starts_with(mark);
    if (there) line.remove_prefix(1);
    return there;
  };
  rule.include_again = take('!');
  rule.at_root = take('/');
  while (line.ends_with('/')) {
    rule.folders_only = true;
    line.remove_suffix(1);
  }
  rule.pattern = line;
  if (!rule.pattern.empty() && rule.pattern.size() <= 1024) rules_.push_back(std::move(rule));
}

bool IgnoreRules::matches(const Rule& rule, std::string_view path) {
  if (glob_matches(rule.pattern, path)) return true;
  if (rule.at_root) return false;
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1))
    if (glob_matches(rule.pattern, path.substr(slash + 1))) return true;
  return false;
}

bool IgnoreRules::ignores(std::string_view path, bool is_folder) const {
  const auto deciding = std::find_if(rules_.rbegin(), rules_.rend(), [&](const Rule& rule) {
    return (is_folder || !rule.folders_only) && matches(rule, path);
  });
  return deciding != rules_.rend() && !deciding->include_again;
}

} // namespace periapt::charm
