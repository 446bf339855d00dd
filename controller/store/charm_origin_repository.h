// Where charms come from and of what they were built. A charm is never changed, so what is written here with it stays.
#pragma once

#include "charm/build_record.h"
#include "core/ids.h"
#include "store/transaction.h"

#include <optional>
#include <string>

namespace periapt::store {

struct CharmOriginRow {
  std::string source;    // git+https://host/repository#stable:folder
  std::string commit_id; // 40 hex digits
};

namespace charm_origins {

void insert_origin(WriteTransaction& transaction, CharmId charm, const CharmOriginRow& row);
/// Its layers replace those that the charm's layer.yaml names.
void insert_build(WriteTransaction& transaction, CharmId charm, const charm::BuildRecord& record);

/// nullopt for a charm that came from a folder or an archive.
std::optional<CharmOriginRow> origin(const ReadTransaction& transaction, CharmId charm);
/// Layers as they are known, also of a charm that only names them; files of one that was built.
charm::BuildRecord build(const ReadTransaction& transaction, CharmId charm);

} // namespace charm_origins
} // namespace periapt::store
