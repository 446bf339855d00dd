// Where a charm of a model comes from (a repository at a commit) and of which layers it was built: kept with the
// charm, told of an application. Rule: DESIGN section 6; contract/charm-format.md 11.5.
// Threads: inside the caller's transaction.
#pragma once

#include "charm/build_record.h"
#include "core/ids.h"
#include "store/transaction.h"

#include <optional>
#include <string>

namespace periapt::services {

struct CharmOrigin {
  std::string charm_url;
  std::string source;    // git+https://host/repository#stable:folder; empty: a folder or an archive
  std::string commit_id; // 40 hex digits; empty likewise
  charm::BuildRecord build;
};

/// For a charm that was just added. Throws Error(invalid) for a source without a commit, or one that is too long.
void note_charm_origin(store::WriteTransaction& transaction, ModelId model, const CharmOrigin& origin);

/// Of the charm that the application has now. Throws Error(not_found).
CharmOrigin charm_origin(const store::ReadTransaction& transaction, ModelId model, const std::string& application);

} // namespace periapt::services
