#include "store/annotation_repository.h"

#include "database/connection.h"

namespace periapt::store::annotations {
namespace {

constexpr auto select_of_applications =
    "SELECT a.name, n.key, n.value FROM application_annotation n JOIN application a ON a.id = n.application_id"
    " WHERE a.model_id = ?";
constexpr auto select_of_machines = "SELECT m.name, n.key, n.value FROM machine_annotation n"
                                    " JOIN machine m ON m.id = n.machine_id WHERE m.model_id = ?";

struct Statements {
  const char* upsert;
  const char* remove;
};
constexpr Statements of_an_application{
    "INSERT INTO application_annotation (application_id, key, value) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    "DELETE FROM application_annotation WHERE application_id = ? AND key = ?"};
constexpr Statements of_a_machine{
    "INSERT INTO machine_annotation (machine_id, key, value) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    "DELETE FROM machine_annotation WHERE machine_id = ? AND key = ?"};

std::map<std::string, Notes> all(const ReadTransaction& transaction, const char* select, ModelId model) {
  auto statement = transaction.connection().prepare(select);
  statement.bind_all(model.value);
  std::map<std::string, Notes> notes;
  while (statement.step()) notes[statement.text(0)][statement.text(1)] = statement.text(2);
  return notes;
}

/// True if something changed.
bool write(WriteTransaction& transaction, const Statements& statements, std::int64_t id, const Notes& notes) {
  auto& connection = transaction.connection();
  bool changed = false;
  for (const auto& [key, text] : notes) {
    if (text.empty()) connection.execute(statements.remove, id, key);
    else connection.execute(statements.upsert, id, key, text);
    changed |= connection.changes() > 0;
  }
  return changed;
}

} // namespace

std::map<std::string, Notes> of_applications(const ReadTransaction& transaction, ModelId model) {
  return all(transaction, select_of_applications, model);
}

std::map<std::string, Notes> of_machines(const ReadTransaction& transaction, ModelId model) {
  return all(transaction, select_of_machines, model);
}

void set(WriteTransaction& transaction, const ApplicationRow& row, const Notes& notes) {
  if (write(transaction, of_an_application, row.id.value, notes))
    transaction.record(row.model, {EntityKind::application, row.id.value, 0}, ChangeOp::noted);
}

void set(WriteTransaction& transaction, const MachineRow& row, const Notes& notes) {
  if (write(transaction, of_a_machine, row.id.value, notes))
    transaction.record(row.model, {EntityKind::machine, row.id.value, 0}, ChangeOp::noted);
}

} // namespace periapt::store::annotations
