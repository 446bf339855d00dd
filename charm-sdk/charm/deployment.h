// A charm on a unit's disk over its life: installed, then upgraded in place. What the charm made itself
// (.unit-state.db, .venv, rendered files) is never deleted, and a deployment that was interrupted at any
// point is finished by calling deploy again. Rule: contract/charm-format.md 9, "Deployment on disk".
//
//   <state>/manifests/<id>   one line a path: what that version's archive listed
//   <state>/deploying        id of the version being unpacked; absent when none is
//   <state>/deployed         id of the version that is completely there
//
// Threads: one at a time for one unit. Errors: Error(invalid) from the archive, Error(internal) from the disk.
#pragma once

#include "charm/archive.h"

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::charm {

class CharmDeployment {
public:
  CharmDeployment(std::filesystem::path charm_dir, std::filesystem::path state_dir);

  /// The version that is completely there; nullopt before the first deploy and while one is unfinished.
  std::optional<std::string> deployed() const;

  /// Makes `charm_dir` hold the archive's files, removing those that only the previous version listed.
  /// `id` names the version (its SHA-256, or URL with '/' allowed). Deploying the deployed id does nothing.
  void deploy(const std::string& id, const std::filesystem::path& archive);

private:
  std::set<std::string> manifest_of(const std::string& id) const;
  void remove_obsolete(const std::set<std::string>& before, const std::set<std::string>& now) const;

  std::filesystem::path charm_dir_;
  std::filesystem::path state_dir_;
};

} // namespace periapt::charm
