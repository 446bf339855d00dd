// Two-column string maps in SQL (bags, leader settings, charm state): one way to read and to change them.
#pragma once

#include "core/bag.h"
#include "database/connection.h"

namespace periapt::store {

/// `select` gives key and value; its parameters are the owner's ids.
template <class... Ids>
Bag read_bag(database::Connection& connection, const char* select, Ids... owner) {
  auto statement = connection.prepare(select);
  statement.bind_all(owner...);
  Bag bag;
  while (statement.step()) bag.emplace(statement.text(0), statement.text(1));
  return bag;
}

/// `upsert` takes the owner's ids, key, value and leaves an equal row alone; `erase` takes ids and key.
struct BagWriter {
  database::Connection& connection;
  const char* upsert;
  const char* erase;

  /// The keys whose rows changed.
  template <class... Ids>
  ChangedKeys apply(const BagChanges& changes, Ids... owner) const {
    ChangedKeys changed;
    for (const auto& [key, value] : changes) {
      if (value) connection.execute(upsert, owner..., key, *value);
      else connection.execute(erase, owner..., key);
      if (connection.changes() > 0) (value ? changed.set : changed.removed).push_back(key);
    }
    return changed;
  }
};

/// In a databag an empty value deletes its key (contract/hooks.md 5.6).
inline BagChanges empty_deletes(BagChanges changes) {
  for (auto& [key, value] : changes)
    if (value && value->empty()) value.reset();
  return changes;
}

} // namespace periapt::store
