#include "services/commit_storage.h"

#include "core/error.h"
#include "services/refusal.h"
#include "services/storage.h"

namespace periapt::services {

void change_storage(store::WriteTransaction& transaction, const store::UnitRow& unit, const Commit& commit, TimeMs now) {
  for (const auto& addition : commit.add_storage) {
    try {
      add_storage(transaction, unit, addition, now);
    } catch (const Error& error) {
      throw Refusal(fmt::format("cannot add storage \"{}\": {}", addition.name, error.what()));
    }
  }
  for (const auto id : commit.detached_storage) {
    const auto row = store::storage::find(transaction, id);
    if (row && row->attachment->unit == unit.id) end_attachment(transaction, *row);
  }
}

} // namespace periapt::services
