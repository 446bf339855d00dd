// The journal of changes: which keys changed, never values. Written in the transaction of the change by
// WriteTransaction::record; read by delivery. Rule: DESIGN section 9, 3 to 6.
#pragma once

#include "store/transaction.h"

#include <vector>

namespace periapt::store {

struct Change {
  std::int64_t revision = 0;
  ModelId model;
  EntityKey key;
  ChangeOp op = ChangeOp::changed;
  /// What a reader cannot look up any more: the machine of a unit, task or attachment, for a removed relation the
  /// application of one end (one row an end), for a removed secret one machine (one row each).
  std::int64_t concerns = 0;
};

/// Rows with a number above `revision`, oldest first, at most `limit`.
std::vector<Change> changes_since(const ReadTransaction& transaction, std::int64_t revision, std::size_t limit = 1000);

/// The number of the model's last change that is more than a note; the floor, when it is below that.
std::int64_t last_change(const ReadTransaction& transaction, ModelId model);

/// The highest number that compaction has dropped: a cursor below it needs a snapshot. 0 = nothing dropped.
std::int64_t journal_floor(const ReadTransaction& transaction);

/// Keeps the newest `rows` rows and notes the floor.
void compact_journal(WriteTransaction& transaction, std::int64_t rows);

} // namespace periapt::store
