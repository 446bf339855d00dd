// A store index: a folder, or a git repository, that holds charms. Each folder with a metadata.yaml (or a unified
// charmcraft.yaml) is a charm; a file index.yaml at its top may name more, that lie elsewhere:
//   charms: {mariadb: {source: "git+https://host/mariadb.git", summary: MariaDB}}
// A charm that cannot be read is left out. Our choice: README.md of this room. Errors: Error(invalid, not_found). Threads: any.
#pragma once

#include "charm/charm.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace periapt::source {

struct IndexedCharm {
  std::string name;
  std::string summary;
  std::string source;             // what add-charm takes: a folder or git+…
  std::filesystem::path folder;   // where it was read; empty: only index.yaml names it
  std::optional<charm::Charm> charm;
};

/// All charms of the index in `root`, by name. `address` is how the index itself is called: a folder, or the
/// address of the repository whose files are in `root`.
std::vector<IndexedCharm> read_index(const std::filesystem::path& root, const std::string& address);

/// Those whose name, summary or endpoints' interfaces hold every word of the query, in any case.
std::vector<IndexedCharm> search_index(const std::vector<IndexedCharm>& index, const std::string& query);

/// Throws Error(not_found) `no charm "x" in …`.
const IndexedCharm& find_indexed(const std::vector<IndexedCharm>& index, const std::string& name,
                                 const std::string& address);

} // namespace periapt::source
