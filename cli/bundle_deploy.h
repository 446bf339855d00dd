// `deploy` of a bundle, and `diff-bundle`'s and `export-bundle`'s part that talks to the model.
// Rule: contract/bundles.md, sections 2 and 3. Threads: one.
#pragma once

#include "cli/session.h"

#include <filesystem>

namespace periapt::cli {

/// Prints the changes and, without --dry-run, makes them one after the other; the first that fails ends it.
void deploy_bundle(Session& session, const std::filesystem::path& path);

} // namespace periapt::cli
