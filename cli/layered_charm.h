// Charms that are built of layers, from the command line's side: where layers are looked for, what is reported.
// Rule: contract/charm-format.md 11. Threads: one.
#pragma once

#include "layers/build.h"

#include <filesystem>

namespace periapt::cli {

class Session;

/// A request to build `source` as this session's environment says: search folders, version.
layers::BuildRequest build_request(const Session& session, const std::filesystem::path& source,
                                   const std::filesystem::path& output);

/// Builds, telling warnings.
layers::BuiltCharm build_layers(Session& session, const layers::BuildRequest& request);

/// The folder itself, or, for a source that is built of layers, the charm built into `scratch`.
std::filesystem::path built_if_layered(Session& session, const std::filesystem::path& folder,
                                       const std::filesystem::path& scratch);

} // namespace periapt::cli
