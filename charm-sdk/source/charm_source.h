// What the first argument of `add-charm` and `deploy` means, and getting it ready to send.
// Rule: contract/cli.md 2.1, items 1 to 4. Threads: any. Runs `git` for a folder's version text.
#pragma once

#include "charm/charm.h"
#include "source/charm_store.h"

#include <filesystem>
#include <string>

namespace periapt::source {

enum class SourceKind { charm_folder, charm_archive, bundle, uploaded_local, git };

struct CharmSource {
  SourceKind kind = SourceKind::charm_folder;
  std::filesystem::path path; // absolute; empty for uploaded_local and git
  std::string url;            // "local:mariadb-0" for uploaded_local, "git+https://…" for git
  std::string store_name;     // the name it has in the store, when it is from there
};

/// Throws Error: not_found `no charm was found at "./x"`; invalid for a bare name that also exists here (the
/// ambiguity text) and for a file that is neither charm nor bundle (`invalid charm or bundle provided at
/// "x"`); not_found for a name that the store does not have; unavailable when there is no store, saying where charms
/// come from. What is wrong with the address of a repository is told here, whether it can be reached is not.
CharmSource find_charm(const std::string& argument, const std::filesystem::path& working_directory,
                       const CharmStore& store = {});

/// The charm of that name in the store; errors as above.
CharmSource find_in_store(const std::string& argument, const CharmStore& store);

struct PackedCharm {
  std::filesystem::path archive; // the user's own file, or one below `scratch`
  charm::Charm charm;
  std::string version; // VCS description or content of `version`
  std::string source;  // of a charm out of a repository: git+https://host/repository#stable:folder
  std::string commit;  // of such a charm
};

/// The archive to upload. Folders are packed into `scratch`; archives are read and checked.
PackedCharm pack(const CharmSource& source, const std::filesystem::path& scratch);

/// `git describe --dirty --always` when the folder itself is the root of a git work tree, else the last
/// field of the first line of its `version` file, else "".
std::string version_text(const std::filesystem::path& folder);

/// The commit that is checked out where the folder lies; "" where there is no git or no work tree.
std::string commit_of(const std::filesystem::path& folder);

} // namespace periapt::source
