// A charm in a git repository, as it is written: git+https://host/repository.git#REF:FOLDER
// Schemes: git+https, git+http, git+file. REF is a channel, tag, branch or commit, FOLDER the charm's place in a
// repository that holds several; both may be absent. Errors: Error(invalid). Threads: any; a value.
#pragma once

#include <string>

namespace periapt::source {

struct GitSource {
  std::string url;    // https://host/repository.git
  std::string ref;    // empty: the channel stable, else what the repository's own branch holds
  std::string folder; // empty: the repository itself

  /// As it is written; parses to the same.
  std::string text() const;
  /// REF is the whole id of a commit: this charm never becomes another.
  bool is_pinned() const;
  bool operator==(const GitSource&) const = default;
};

bool is_git_source(const std::string& text);

GitSource parse_git_source(const std::string& text);

} // namespace periapt::source
