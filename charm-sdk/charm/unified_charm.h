// A source tree with a unified charmcraft.yaml has no metadata.yaml: packing splits the one file into those
// that the runtime reads. Done in memory, the tree is never written. Rule: contract/charm-format.md, section 8.
#pragma once

#include "charm/charm.h"

#include <filesystem>

namespace periapt::charm {

/// What packing adds to the tree: metadata.yaml, config.yaml and actions.yaml where charmcraft.yaml holds their
/// content, manifest.yaml when it is missing, and dispatch for a tree with src/charm.py and neither hooks/ nor
/// dispatch. Empty for a tree that is complete. Throws Error(invalid) when charmcraft.yaml and a file of the
/// tree both hold the same part.
CharmFiles generated_files(const std::filesystem::path& folder);

/// The recognised files of the folder, generated ones included.
/// Throws Error: not_found when there is no such folder, invalid `"x" is not a charm folder: …`.
CharmFiles read_source_tree(const std::filesystem::path& folder);

} // namespace periapt::charm
