#include "store/bag_write_repository.h"

#include "database/connection.h"

namespace periapt::store::bag_writes {
namespace {

constexpr auto next_number = "SELECT coalesce(max(number), 0) + 1 FROM bag_write"
                             " WHERE relation_id = ? AND application_id = ? AND unit_id = ?";
constexpr auto insert_key = "INSERT INTO bag_write (relation_id, application_id, unit_id, number, key, removed, revision,"
                            " writer, program, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto delete_oldest =
    "DELETE FROM bag_write WHERE relation_id = ? AND application_id = ? AND unit_id = ? AND number <= ?";
constexpr auto select_keys = "SELECT application_id, unit_id, revision, writer, program, at_ms, key, removed FROM bag_write"
                             " WHERE relation_id = ? ORDER BY revision, application_id, unit_id, number, key";

} // namespace

void keep(WriteTransaction& transaction, const BagWriteRow& write) {
  auto& connection = transaction.connection();
  const auto relation = write.relation.value, application = write.application.value, unit = write.unit.value;
  auto newest = connection.prepare(next_number);
  newest.bind_all(relation, application, unit);
  newest.step();
  const auto number = newest.int64(0);
  const auto insert = [&](const std::string& key, bool removed) {
    connection.execute(insert_key, relation, application, unit, number, key, removed, write.revision, write.writer,
                       write.program, write.at_ms);
  };
  for (const auto& key : write.set) insert(key, false);
  for (const auto& key : write.removed) insert(key, true);
  if (number > most_of_a_bag) connection.execute(delete_oldest, relation, application, unit, number - most_of_a_bag);
}

std::vector<BagWriteRow> of_relation(const ReadTransaction& transaction, RelationId relation) {
  auto statement = transaction.connection().prepare(select_keys);
  statement.bind_all(relation.value);
  std::vector<BagWriteRow> writes;
  while (statement.step()) {
    const ApplicationId application{statement.int64(0)};
    const UnitId unit{statement.int64(1)};
    const auto revision = statement.int64(2);
    if (writes.empty() || writes.back().revision != revision || writes.back().unit != unit ||
        writes.back().application != application)
      writes.push_back({.relation = relation,
                        .application = application,
                        .unit = unit,
                        .revision = revision,
                        .writer = statement.text(3),
                        .program = statement.text(4),
                        .at_ms = statement.int64(5),
                        .set = {},
                        .removed = {}});
    auto& keys = statement.int64(7) != 0 ? writes.back().removed : writes.back().set;
    keys.push_back(statement.text(6));
  }
  return writes;
}

} // namespace periapt::store::bag_writes
