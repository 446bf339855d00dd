#include "store/disabled_commands_repository.h"

#include "database/connection.h"

namespace periapt::store::disabled_commands {
namespace {

constexpr auto select_sets = "SELECT command_set, message FROM disabled_commands WHERE model_id = ?";
constexpr auto insert_set =
    "INSERT INTO disabled_commands (model_id, command_set, message) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
constexpr auto delete_set = "DELETE FROM disabled_commands WHERE model_id = ? AND command_set = ?";

bool record_commands(WriteTransaction& transaction, ModelId model) {
  if (transaction.connection().changes() == 0) return false;
  transaction.record(model, {EntityKind::model, model.value, 0}, ChangeOp::noted);
  return true;
}

} // namespace

MessageOfSet of_model(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_sets);
  statement.bind_all(model.value);
  MessageOfSet sets;
  while (statement.step()) sets.emplace(statement.text(0), statement.text(1));
  return sets;
}

bool insert(WriteTransaction& transaction, ModelId model, const std::string& command_set, const std::string& message) {
  transaction.connection().execute(insert_set, model.value, command_set, message);
  return record_commands(transaction, model);
}

bool remove(WriteTransaction& transaction, ModelId model, const std::string& command_set) {
  transaction.connection().execute(delete_set, model.value, command_set);
  return record_commands(transaction, model);
}

} // namespace periapt::store::disabled_commands
