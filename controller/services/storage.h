// Storage as operators and charms ask for it: given to units, added, detached, attached again, removed. What is
// asked for is a row; the storage manager makes and destroys what it stands for, and the unit's agent runs the hooks
// in between. Rule: contract/cli.md 2.20, contract/hooks.md 16; DESIGN section 9, rule 25.
// Threads: inside the caller's transaction. Errors: Error(not_found, conflict, invalid) with texts for people.
#pragma once

#include "services/storage_plan.h"
#include "store/unit_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

/// The storage a new unit begins with. `attach`: existing ones that count instead of new ones.
void give_storage(store::WriteTransaction& transaction, const store::ApplicationRow& application, UnitId unit,
                  const std::vector<std::string>& attach, TimeMs now);
/// New instances until the unit has `count` of this storage.
void fill_storage(store::WriteTransaction& transaction, const store::UnitRow& unit, const charm::Storage& declared,
                  const store::ApplicationStorage& plan, int count, TimeMs now);

/// `add-storage`: the ids of what was added, in order. All or nothing.
std::vector<std::string> add_storage(store::WriteTransaction& transaction, ModelId model, const std::string& unit,
                                     const StorageDirectives& directives, const std::string& block_obstacle, TimeMs now);
/// The same for a unit's own storage-add.
void add_storage(store::WriteTransaction& transaction, const store::UnitRow& unit, const StorageAddition& addition,
                 TimeMs now);

void attach_storage(store::WriteTransaction& transaction, ModelId model, const std::string& unit, const std::string& id,
                    TimeMs now);

/// The unit runs its hook, then the storage is the model's alone. `force`: within a minute, hook or not.
void detach_storage(store::WriteTransaction& transaction, ModelId model, const std::string& id, bool force, TimeMs now);

struct RemoveStorage {
  bool force = false;   // also what is attached: it is detached first
  bool destroy = true;  // false: what is in it stays where it is
};
void remove_storage(store::WriteTransaction& transaction, ModelId model, const std::string& id,
                    const RemoveStorage& how, TimeMs now);

/// The attachment has ended: what cannot or should not outlive it goes.
void end_attachment(store::WriteTransaction& transaction, const store::StorageRow& row);
void end_attachments(store::WriteTransaction& transaction, UnitId unit);
/// Every storage of the unit is destroyed once it is detached.
void destroy_storage_of(store::WriteTransaction& transaction, UnitId unit);

/// What happens to a unit's storage when the unit goes.
struct StorageFate {
  std::vector<std::string> destroyed;
  std::vector<std::string> detached;
};
StorageFate fate_of_storage(const store::ReadTransaction& transaction, UnitId unit, bool destroy);

void create_storage_pool(store::WriteTransaction& transaction, ModelId model, const std::string& name,
                         const store::StoragePool& pool);
/// The attributes become these. Pools that a provider has by itself stay as they are: Error(not_found).
void update_storage_pool(store::WriteTransaction& transaction, ModelId model, const std::string& name,
                         const std::map<std::string, std::string>& attributes);
/// Throws Error(conflict) while storage, or what an application's next unit gets, comes from it.
void remove_storage_pool(store::WriteTransaction& transaction, ModelId model, const std::string& name);

/// All of the model's, by number.
std::vector<StorageReport> storage_reports(const store::ReadTransaction& transaction, ModelId model);

} // namespace periapt::services
