// Charms in a model: an archive already on disk becomes a charm of the model with its layers, endpoints,
// options and events as rows. The archive is a file named by its SHA-256, synced before this runs.
// Rule: DESIGN section 9, rule 27; contract/cli.md 2.1. Threads: inside the caller's transaction.
#pragma once

#include "charm/charm.h"
#include "core/status.h"
#include "store/transaction.h"

#include <filesystem>
#include <string>

namespace periapt::services {

/// The file as it lies in the charms folder: <folder>/<sha256>.
struct CharmFile {
  std::filesystem::path folder;
  std::string sha256; // lower-case hex
  std::int64_t size_bytes = 0;
};

struct AddedCharm {
  std::string url; // local:mariadb-0, ch:amd64/mariadb-0
  std::string name;
  std::int64_t revision = 0;
  std::string sha256;
};

/// Whether an uploaded charm that is there already, and that no application has, is taken again: a plan has left it.
enum class TakeUnused { no, yes };

/// Gives an uploaded charm the next local revision of its name in this model, also when the content is known; one from
/// a store, where it is called `store_name`, the next of that name, unless its content is known: then nothing is added.
/// `version` is what the client found (VCS); empty: the charm's own. Throws Error(unavailable) when the
/// file is not there (removed as unused meanwhile: upload again).
AddedCharm add_charm(store::WriteTransaction& transaction, ModelId model, const charm::Charm& charm,
                     const CharmFile& file, const std::string& version, TimeMs now,
                     const std::string& store_name = {}, TakeUnused take_unused = TakeUnused::no);

/// Whether a file's name can be its content's hash: 64 lower-case hex digits.
bool is_sha256(const std::string& name);

/// Deletes files that no charm of any model and no resource of an application names, uploads that a request may still
/// name excepted. In a write transaction, so that it never runs between an upload and its row; not in one that has
/// taken a name away, as that may be undone.
void remove_unused_files(store::WriteTransaction& transaction, const std::filesystem::path& folder, TimeMs now);

} // namespace periapt::services
