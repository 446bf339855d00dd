// Layers that a build gets out of git repositories, from the command line's side. A repository's copy is kept between
// commands, as those of charms are, and serves while the repository is away.
// Rule: contract/charm-format.md 11.1. Errors: those of GitRepository. Threads: one; blocks on the network.
#pragma once

#include "cli/scratch_folder.h"
#include "layers/layer_search.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

class Session;

/// Where a stranger's charm was written, out of a repository.
struct RepositoryTree {
  std::filesystem::path folder;
  std::string commit;
  bool is_on_this_machine = false; // git+file://…
};

class GitLayers : public layers::LayerOrigin {
public:
  /// `session` and `stranger` outlive this; a stranger's charm gets nothing from repositories on this machine, unless it lies
  /// in one itself.
  GitLayers(Session& session, const std::optional<RepositoryTree>& stranger) : session_(session), stranger_(stranger) {}

  std::string revision(const std::filesystem::path& folder) override;
  std::filesystem::path fetch(const layers::LayerRepository& wanted) override;
  /// Of --layer-index, else LAYER_INDEX: folders and git+… repositories, with commas between them.
  std::vector<std::filesystem::path> indexes() override;

private:
  std::filesystem::path next_folder();

  Session& session_;
  const std::optional<RepositoryTree>& stranger_;
  ScratchFolder scratch_;
  std::map<std::filesystem::path, std::string> commits_; // of what was fetched
  std::map<std::string, std::filesystem::path> fetched_; // by address
  std::optional<std::vector<std::filesystem::path>> indexes_;
};

} // namespace periapt::cli
