// Who wrote which keys of a relation's bags, when, and in which hook: the newest hundred writes of each bag. Keys and
// writers only, for people who ask where a value comes from; no value is kept, as it may have been a password.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::store {

struct BagWriteRow {
  RelationId relation;
  ApplicationId application;
  UnitId unit; // whose bag; 0: the application's
  std::int64_t revision = 0;
  std::string writer;  // a unit; empty: the controller
  std::string program; // the hook; "action backup"; "commands"
  TimeMs at_ms = 0;
  std::vector<std::string> set;
  std::vector<std::string> removed;
};

namespace bag_writes {

inline constexpr std::int64_t most_of_a_bag = 100;

/// One write of at least one key; the bag's oldest goes when there are too many.
void keep(WriteTransaction& transaction, const BagWriteRow& write);
std::vector<BagWriteRow> of_relation(const ReadTransaction& transaction, RelationId relation); // by revision

} // namespace bag_writes
} // namespace periapt::store
