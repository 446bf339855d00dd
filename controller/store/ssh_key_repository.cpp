#include "store/ssh_key_repository.h"

#include "database/connection.h"

namespace periapt::store::ssh_keys {
namespace {

constexpr auto select_keys = "SELECT key FROM ssh_key WHERE model_id = ? ORDER BY id";
constexpr auto insert_key = "INSERT INTO ssh_key (model_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING";
constexpr auto delete_key = "DELETE FROM ssh_key WHERE model_id = ? AND key = ?";

bool record_ssh_keys(WriteTransaction& transaction, ModelId model) {
  if (transaction.connection().changes() == 0) return false;
  transaction.record(model, {EntityKind::model, model.value, 0}, ChangeOp::noted);
  return true;
}

} // namespace

std::vector<std::string> list(const ReadTransaction& transaction, ModelId model) {
  auto statement = transaction.connection().prepare(select_keys);
  statement.bind_all(model.value);
  std::vector<std::string> keys;
  while (statement.step()) keys.push_back(statement.text(0));
  return keys;
}

bool insert(WriteTransaction& transaction, ModelId model, const std::string& key) {
  transaction.connection().execute(insert_key, model.value, key);
  return record_ssh_keys(transaction, model);
}

void remove(WriteTransaction& transaction, ModelId model, const std::string& key) {
  transaction.connection().execute(delete_key, model.value, key);
  record_ssh_keys(transaction, model);
}

} // namespace periapt::store::ssh_keys
