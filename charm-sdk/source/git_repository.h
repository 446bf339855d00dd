// A bare copy of a repository, kept between commands, and files of it written to a folder without trust.
// Rule: DESIGN section 7.
// Errors: Error(unavailable) when the repository cannot be reached, Error(invalid) for what is too large or hostile,
// Error(not_found); each names the repository. Threads: one at a time; two processes may share a copy.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace periapt::source {

/// What a repository may be at most; more is refused on the way.
struct GitLimits {
  std::uint64_t fetched_bytes = std::uint64_t{1} << 30;
  std::size_t fetched_objects = 2'000'000;
  std::size_t files = 50'000; // of the charm
  std::uint64_t file_bytes = std::uint64_t{1} << 30;
  std::uint64_t total_bytes = std::uint64_t{4} << 30;
  std::chrono::milliseconds silence = std::chrono::seconds(60); // of a server
};

/// How far a fetch has come.
struct FetchedSoFar {
  std::uint64_t bytes = 0;
  unsigned objects = 0;
  unsigned all_objects = 0;
};
using FetchObserver = std::function<void(const FetchedSoFar&)>;

class GitRepository {
public:
  /// The copy in `folder`, made empty if it is not there. `url` is where it comes from.
  GitRepository(const std::filesystem::path& folder, std::string url, const GitLimits& limits);
  ~GitRepository();
  GitRepository(const GitRepository&) = delete;

  /// Brings the copy up to date: every branch and tag, as they are there now. Servers are believed by the system's
  /// certificates, or those that SSL_CERT_FILE and SSL_CERT_DIR name. `observer` hears of every piece; it may be empty.
  void fetch(const FetchObserver& observer = {});

  /// The commit of a ref by its full name ("refs/tags/v1"); nullopt when there is no such ref.
  std::optional<std::string> commit_of_ref(const std::string& ref) const;
  /// Of the branch that the repository calls its own.
  std::optional<std::string> commit_of_own_branch() const;
  bool has_commit(const std::string& commit) const;
  bool has_folder(const std::string& commit, const std::string& folder) const;
  /// Names of tags, branches after them, without "refs/…/".
  std::vector<std::string> tags() const;
  std::vector<std::string> branches() const;
  /// As `git describe --tags --always` names it.
  std::string description(const std::string& commit) const;

  /// Writes the files of a commit below `folder` in it (empty: all) to `target`. All names, links and sizes are
  /// checked first; refused: submodules, anything called .git, links that leave the folder, more than the limits.
  void write_files(const std::string& commit, const std::string& folder, const std::filesystem::path& target) const;

private:
  struct Handles;
  struct FoundTree;
  FoundTree tree_of(const std::string& commit, const std::string& folder) const;
  std::unique_ptr<Handles> handles_;
  std::string url_;
  GitLimits limits_;
};

} // namespace periapt::source
