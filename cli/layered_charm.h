// Charms that are built of layers, from the command line's side: where layers are looked for, what is reported.
// Rule: contract/charm-format.md 11. Threads: one.
#pragma once

#include "cli/git_layers.h"
#include "layers/build.h"

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::cli {

class Session;

/// A request to build `source` as this session's environment says: search folders, version.
layers::BuildRequest build_request(const Session& session, const std::filesystem::path& source,
                                   const std::filesystem::path& output);

/// "layer:basic, blog": what it was built from, lowest first.
std::string layers_text(const layers::BuiltCharm& built);

/// Builds, telling warnings.
layers::BuiltCharm build_layers(Session& session, const layers::BuildRequest& request);

/// The folder itself, or, for a source that is built of layers, the charm built into `scratch`.
std::filesystem::path built_if_layered(Session& session, const std::filesystem::path& folder,
                                       const std::filesystem::path& scratch,
                                       const std::optional<RepositoryTree>& stranger = std::nullopt);

} // namespace periapt::cli
