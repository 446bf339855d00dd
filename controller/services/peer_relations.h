// Peer relations come and go with their application. Rule: contract/hooks.md 5.1.
// Threads: inside the caller's transaction.
#pragma once

#include "core/status.h"
#include "store/application_repository.h"
#include "store/transaction.h"

namespace periapt::services {

/// One for each peer endpoint of the application's charm that has none yet.
void add_peer_relations(store::WriteTransaction& transaction, const store::ApplicationRow& application, TimeMs now);

} // namespace periapt::services
