// Which charm an application's units should run. Appends to the journal.
#pragma once

#include "store/application_repository.h"

namespace periapt::store::applications {

/// Counted as a modification also when the new charm has the old one's content.
void set_charm(WriteTransaction& transaction, const ApplicationRow& row, CharmId charm);

} // namespace periapt::store::applications
