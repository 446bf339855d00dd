// A copy of the whole database, and what makes such a copy a controller again. Rule: DESIGN section 9, rule 3.
// Errors: periapt::Error. Threads: any.
#pragma once

#include "store/transaction.h"

#include <filesystem>
#include <string>

namespace periapt::store {

/// The database as this transaction sees it, in a new file; writers are not held up.
void copy_database(const ReadTransaction& transaction, const std::filesystem::path& file);

/// Turns a copy into the database of a controller named `name`, in the next epoch. Nothing that was told or given out
/// after the copy was made can be taken for what comes: revisions and ids go on far above all that were used, and so
/// do terms of leadership (application_repository). Applies what migrations are missing; throws Error(conflict) for a
/// database of a newer version.
void begin_next_epoch(const std::filesystem::path& file, const std::string& name);

/// False for a file that is not there.
bool holds_models(const std::filesystem::path& file);

} // namespace periapt::store
