// From what `deploy` and `refresh` were given to the archive that is sent: names looked up in a store index,
// repositories fetched, layers built, folders packed. Rule: contract/cli.md 2.1; charm-sdk/source/README.md.
// Errors: Error, one sentence. Threads: one; blocks on the network.
#pragma once

#include "source/charm_index.h"
#include "source/charm_source.h"
#include "source/git_charm.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::cli {

class Session;

/// As source::find_charm; a plain name ("mariadb", "ch:mariadb") is looked up in the store, where there is one.
source::CharmSource locate_charm(Session& session, const std::string& argument);
/// What the store has by that name.
source::CharmSource locate_in_store(Session& session, const std::string& name);

/// The archive to upload, made below `scratch` where it is not one already. `channel`: of a charm out of a
/// repository; empty: as its address says.
source::PackedCharm pack_located(Session& session, const source::CharmSource& located, const std::string& channel,
                                 const std::filesystem::path& scratch);

/// What the address of a repository means now; warnings are told.
source::ResolvedCharm resolve_repository(Session& session, const source::GitRequest& request);
source::GitRequest git_request(const Session& session, const std::string& address, const std::string& channel);

/// The store as an index: --charmhub-url, else MODEL_CHARM_STORE, else the model's setting charm-store.
struct StoreIndex {
  std::string address;
  std::vector<source::IndexedCharm> charms;
};
/// A repository's files are written below `scratch`. Throws Error(invalid) when none is set.
StoreIndex read_store_index(Session& session, const std::filesystem::path& scratch);

} // namespace periapt::cli
