// A charm on a unit's disk over its life: installed, then upgraded in place. What the charm made itself
// (.unit-state.db, .venv, rendered files) is never deleted, and a deployment that was interrupted at any
// point is finished by calling deploy again. Rule: contract/charm-format.md 9, "Deployment on disk".
//
//   <state>/manifests/<id>   one line a path: what that version's archive listed
//   <state>/deploying        ids unpacked since the last complete one, the current last; absent when none is
//   <state>/deployed         id of the version that was complete last
//
// Threads: one at a time for one unit. Errors: Error(invalid) from the archive, Error(internal) from the disk.
#pragma once

#include "charm/archive.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace periapt::charm {

class CharmDeployment {
public:
  CharmDeployment(std::filesystem::path charm_dir, std::filesystem::path state_dir);

  /// The version that is completely there; nullopt before the first deploy and while one is unfinished.
  std::optional<std::string> deployed() const;

  /// Makes `charm_dir` hold the archive's files, removing those that only previous versions listed. `id`
  /// names the version: the archive's SHA-256. Deploying the deployed id does nothing.
  void deploy(const std::string& id, const std::filesystem::path& archive);

private:
  using Paths = std::set<std::string>;

  std::filesystem::path manifest_file(const std::string& id) const { return state_dir_ / "manifests" / id; }
  std::vector<std::string> unfinished() const;
  Paths listed_before() const;
  void finish(const std::string& id) const;

  std::filesystem::path charm_dir_;
  std::filesystem::path state_dir_;
};

} // namespace periapt::charm
