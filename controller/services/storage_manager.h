// Makes the storage there is agree with the rows: what is attached is provided, what is dying and attached to
// nothing is destroyed. It decides from the rows alone and goes on where a killed controller stopped.
// Rule: DESIGN section 9, rule 25. Threads: the machine manager's (the provider's calls block).
#pragma once

#include "base/clock.h"
#include "providers/storage_provider.h"
#include "store/storage_repository.h"
#include "store/store.h"

namespace periapt::services {

class StorageManager {
public:
  /// All outlive the manager.
  StorageManager(store::Store& store, providers::StorageProvider& provider, const Clock& clock)
      : store_(store), provider_(provider), clock_(clock) {}

  /// One look around. One storage's trouble is shown as its status `error` and tried again next time.
  void reconcile();

private:
  void provide(const store::StorageRow& row);
  void settle_detached(const store::StorageRow& row);
  void destroy(const store::StorageRow& row);
  void show(const store::StorageRow& row, const std::string& status, const std::string& message);

  store::Store& store_;
  providers::StorageProvider& provider_;
  const Clock& clock_;
};

} // namespace periapt::services
