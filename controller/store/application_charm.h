// Which charm an application's units should run. Appends to the journal.
#pragma once

#include "store/application_repository.h"

namespace periapt::store::applications {

/// Counted as a modification also when the new charm has the old one's content.
/// `forced`: units in error take it too.
void set_charm(WriteTransaction& transaction, const ApplicationRow& row, CharmId charm, bool forced);

/// The charm that they should run already, from now on in error too.
void force_charm(WriteTransaction& transaction, const ApplicationRow& row);

} // namespace periapt::store::applications
