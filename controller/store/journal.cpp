#include "store/journal.h"

#include "database/connection.h"
#include "store/enum_text.h"

#include <algorithm>

namespace periapt::store {
namespace {

constexpr auto select_changes = "SELECT revision, model_id, kind, first, second, op, concerns FROM changes"
                                " WHERE revision > ? ORDER BY revision LIMIT ?";
constexpr auto select_last = "SELECT revision FROM changes WHERE model_id = ? AND op <> 'noted'"
                             " ORDER BY revision DESC LIMIT 1";
constexpr auto select_floor = "SELECT revision FROM changes_floor";
constexpr auto delete_old = "DELETE FROM changes WHERE revision <= ?";
constexpr auto raise_floor = "UPDATE changes_floor SET revision = max(revision, ?)";

Change change_from(const database::Statement& row) {
  return {.revision = row.int64(0),
          .model = {row.int64(1)},
          .key = {enum_of<EntityKind>(row.text_view(2)), row.int64(3), row.int64(4)},
          .op = enum_of<ChangeOp>(row.text_view(5)),
          .concerns = row.int64(6)};
}

} // namespace

std::vector<Change> changes_since(const ReadTransaction& transaction, std::int64_t revision, std::size_t limit) {
  auto statement = transaction.connection().prepare(select_changes);
  statement.bind_all(revision, static_cast<std::int64_t>(limit));
  std::vector<Change> changes;
  while (statement.step()) changes.push_back(change_from(statement));
  return changes;
}

std::int64_t last_change(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_last);
  statement.bind_all(model.value);
  const auto newest = statement.step() ? statement.int64(0) : 0;
  return std::max(newest, journal_floor(transaction));
}

std::int64_t journal_floor(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_floor);
  statement.step();
  return statement.int64(0);
}

void compact_journal(WriteTransaction& transaction, std::int64_t rows) {
  const auto floor = transaction.revision().number - rows;
  if (floor <= journal_floor(transaction)) return;
  transaction.connection().execute(delete_old, floor);
  transaction.connection().execute(raise_floor, floor);
}

} // namespace periapt::store
