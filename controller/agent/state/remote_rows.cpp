#include "agent/state/remote_rows.h"

#include "wire/codec.h"

namespace periapt::agent {
namespace {

using database::Connection;

EntityKey key_of(const ModelEntity& one) { return {EntityKind::model, one.id.value, 0}; }
EntityKey key_of(const MachineEntity& one) { return {EntityKind::machine, one.id.value, 0}; }
EntityKey key_of(const ApplicationEntity& one) { return {EntityKind::application, one.id.value, 0}; }
EntityKey key_of(const UnitEntity& one) { return {EntityKind::unit, one.id.value, 0}; }
EntityKey key_of(const RelationEntity& one) { return {EntityKind::relation, one.id.value, 0}; }
EntityKey key_of(const RelationUnitEntity& one) {
  return {EntityKind::relation_unit, one.relation.value, one.unit.value};
}
EntityKey key_of(const RelationApplicationEntity& one) {
  return {EntityKind::relation_application, one.relation.value, one.application.value};
}

EntityKey key_of(const TaskEntity& one) { return {EntityKind::task, one.id.value, 0}; }
EntityKey key_of(const SecretEntity& one) { return {EntityKind::secret, one.row.value, 0}; }
EntityKey key_of(const StorageEntity& one) { return {EntityKind::storage, one.id.value, 0}; }

template <class Entity>
void write_all(Connection& connection, const std::vector<Entity>& entities) {
  for (const auto& entity : entities) {
    const auto key = key_of(entity);
    connection.execute("INSERT INTO entity (kind, first, second, body) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (kind, first, second) DO UPDATE SET body = excluded.body",
                       static_cast<int>(key.kind), key.first, key.second, wire::encode(entity));
  }
}

void remove(Connection& connection, const EntityKey& key) {
  connection.execute("DELETE FROM entity WHERE kind = ? AND first = ? AND second = ?", static_cast<int>(key.kind),
                     key.first, key.second);
  if (key.kind != EntityKind::relation) return;
  connection.execute("DELETE FROM entity WHERE kind IN (?, ?) AND first = ?",
                     static_cast<int>(EntityKind::relation_unit), static_cast<int>(EntityKind::relation_application),
                     key.first);
}

template <class Entity>
void read_one(std::vector<Entity>& entities, const std::string& body) {
  entities.push_back(wire::decode<Entity>(body));
}

} // namespace

std::optional<AgentUpdate> read_remote(Connection& connection) {
  auto revision = connection.prepare("SELECT revision FROM remote");
  if (!revision.step()) return std::nullopt;
  AgentUpdate update{.revision = revision.text(0), .snapshot = true};
  auto rows = connection.prepare("SELECT kind, body FROM entity");
  while (rows.step()) {
    const auto body = rows.text(1);
    switch (static_cast<EntityKind>(rows.int64(0))) {
    case EntityKind::model: read_one(update.models, body); break;
    case EntityKind::machine: read_one(update.machines, body); break;
    case EntityKind::application: read_one(update.applications, body); break;
    case EntityKind::unit: read_one(update.units, body); break;
    case EntityKind::relation: read_one(update.relations, body); break;
    case EntityKind::relation_unit: read_one(update.relation_units, body); break;
    case EntityKind::relation_application: read_one(update.relation_applications, body); break;
    case EntityKind::task: read_one(update.tasks, body); break;
    case EntityKind::secret: read_one(update.secrets, body); break;
    case EntityKind::storage: read_one(update.storage, body); break;
    }
  }
  return update;
}

void forget_remote(Connection& connection) {
  connection.execute("DELETE FROM entity");
  connection.execute("DELETE FROM remote");
}

void write_remote(Connection& connection, const AgentUpdate& update) {
  if (update.snapshot) connection.execute("DELETE FROM entity");
  for (const auto& key : update.removed) remove(connection, key);
  write_all(connection, update.models);
  write_all(connection, update.machines);
  write_all(connection, update.applications);
  write_all(connection, update.units);
  write_all(connection, update.relations);
  write_all(connection, update.relation_units);
  write_all(connection, update.relation_applications);
  write_all(connection, update.tasks);
  write_all(connection, update.secrets);
  write_all(connection, update.storage);
  connection.execute("INSERT INTO remote (one, revision) VALUES (1, ?) "
                     "ON CONFLICT (one) DO UPDATE SET revision = excluded.revision",
                     update.revision);
}

} // namespace periapt::agent
