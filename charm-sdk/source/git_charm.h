// A charm out of a git repository: which commit a channel or ref means, and its files in a folder.
// Our choice: a channel is a tag or branch of that name; of a repository with several charms "<folder>/<channel>" is
// looked for first. Where there is none, `stable` is the highest version tag ("v1.2.3", "<folder>/v1.2.3") and `edge`
// what the repository's own branch holds.
// Errors: those of GitRepository. Threads: one at a time; blocks on the network.
#pragma once

#include "source/git_repository.h"
#include "source/git_source.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::source {

struct GitRequest {
  GitSource source;
  std::string channel;          // in place of the source's ref; empty: as the source says
  std::filesystem::path copies; // where copies of repositories are kept between commands
  GitLimits limits = {};
  FetchObserver observer = {};
};

struct ResolvedCharm {
  GitSource source;    // with the ref that is followed on refresh
  std::string commit;
  std::string version; // as git describes the commit
  std::vector<std::string> warnings;
};

/// What the request means now. Where a repository cannot be reached, what was fetched before is used, with a
/// warning; a pinned commit that was fetched before is used without asking.
ResolvedCharm resolve_git_charm(const GitRequest& request);

/// The files of a charm that was resolved, below `target`.
void write_git_charm(const GitRequest& request, const ResolvedCharm& charm, const std::filesystem::path& target);

/// Those folders beside the charm's that the repository has at that commit, each below `target`; none for a charm that is
/// all of its repository.
void write_folders_beside(const GitRequest& request, const ResolvedCharm& charm, const std::filesystem::path& target,
                          const std::vector<std::string>& names);

/// "latest/stable" -> "stable"; others as they are.
std::string plain_channel(const std::string& channel);

} // namespace periapt::source
