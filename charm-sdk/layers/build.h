// Building a charm out of its layers. Everything is put together beside the place where the charm will stand, and
// takes that place when it is whole; a build that fails changes nothing. Rule: contract/charm-format.md 11.
// Errors: Error, one sentence. Threads: one at a time.
#pragma once

#include "layers/layer_search.h"
#include "layers/python_packages.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace periapt::layers {

struct BuildRequest {
  std::filesystem::path source; // the charm's own layer
  std::filesystem::path output; // the built charm becomes a folder of its name in here
  std::string name;             // empty: metadata.yaml's, else the folder's
  SearchFolders folders;
  std::string overrides; // requirements above those of all layers
  bool write_lock = false;      // build.lock, in the source
  bool ignore_lock = false;     // although there is one
  bool follow_branches = false; // of build.lock: what branches hold now
  WheelhouseKind wheelhouse = WheelhouseKind::source;
  std::string version; // of version control; empty: none
  bool force = false;  // although the built charm was changed by hand
  std::chrono::milliseconds tactics_limit = std::chrono::minutes(10); // for what layers bring as programs
  /// The source is a stranger's, read out of a repository into this folder: what it includes by path must lie in here,
  /// and no program runs for it. Empty: the source is the user's own.
  std::filesystem::path stranger;
};

struct BuiltCharm {
  std::filesystem::path folder;
  std::vector<LayerPlace> layers; // lowest first, then interfaces
  std::size_t files = 0;
  std::vector<std::string> warnings;
  std::vector<std::string> advice; // for whoever writes the charm: not to be told to who deploys it
};

BuiltCharm build_charm(const BuildRequest& request, LayerOrigin& origin);

/// Whether the folder is the source of a charm that is built: it has a layer.yaml with includes and was not built.
bool is_layered_source(const std::filesystem::path& folder);

} // namespace periapt::layers
