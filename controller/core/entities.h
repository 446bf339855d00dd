// What a machine's agent is told, as values: the remote state of its units. The store reads them, the
// stream carries them (wire), the agent keeps them. Each is whole: the receiver replaces what it knew.
// Rule: DESIGN section 9, rules 5 and 7.
#pragma once

#include "core/bag.h"
#include "core/config_value.h"
#include "core/endpoint.h"
#include "core/ids.h"
#include "core/life.h"
#include "core/names.h"
#include "core/port_range.h"
#include "core/secret.h"
#include "core/storage.h"
#include "core/task.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace periapt {

/// A charm as stored: the archive is a file named by its SHA-256 (rule 27).
struct CharmRef {
  std::string url;    // local:mariadb-0
  std::string sha256; // lower-case hex
  std::int64_t size_bytes = 0;
  auto operator<=>(const CharmRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(CharmRef, (), (url, sha256, size_bytes))

enum class ResolvedMode { none, retry, no_retry };
BOOST_DESCRIBE_ENUM(ResolvedMode, none, retry, no_retry)

struct ModelEntity {
  ModelId id;
  Uuid uuid;
  std::string name;
  std::map<std::string, std::string> settings; // model config as text, defaults filled in
};
BOOST_DESCRIBE_STRUCT(ModelEntity, (), (id, uuid, name, settings))

struct MachineEntity {
  MachineId id;
  std::string name; // "0"
  ModelId model;
  Life life = Life::alive;
  std::vector<std::string> addresses; // first is private and public address
  std::string hostname;
};
BOOST_DESCRIBE_STRUCT(MachineEntity, (), (id, name, model, life, addresses, hostname))

struct ApplicationEntity {
  ApplicationId id;
  std::string name;
  Life life = Life::alive;
  CharmRef charm;                  // what its units should run
  std::int64_t charm_modified = 0; // grows with resource changes and same-content refreshes
  bool charm_forced = false;       // units in error take the charm too
  ConfigValues config;             // explicitly set values only; defaults come from the unit's charm
  bool trust = false;
  std::optional<std::string> leader; // unit name; none while nobody holds the lease
  std::int64_t leader_term = 0;      // durable; grows when the holder changes
  std::int64_t leader_settings_version = 0;
  Bag leader_settings;
};
BOOST_DESCRIBE_STRUCT(ApplicationEntity, (),
                      (id, name, life, charm, charm_modified, charm_forced, config, trust, leader, leader_term,
                       leader_settings_version, leader_settings))

struct UnitEntity {
  UnitId id;
  std::string name; // "wordpress/0"
  ApplicationId application;
  MachineId machine;
  std::optional<std::string> principal; // for subordinates
  Life life = Life::alive;
  ResolvedMode resolved = ResolvedMode::none;
  std::int64_t outbox_number = 0; // the highest commit the controller has answered
  std::vector<OpenedPort> opened_ports;
};
BOOST_DESCRIBE_STRUCT(UnitEntity, (),
                      (id, name, application, machine, principal, life, resolved, outbox_number, opened_ports))

struct RelationEnd {
  ApplicationId application;
  std::string application_name;
  Endpoint endpoint;
  std::int64_t number = 0; // model-wide: what charms see as db:<number>
};
BOOST_DESCRIBE_STRUCT(RelationEnd, (), (application, application_name, endpoint, number))

struct RelationEntity {
  RelationId id;
  Life life = Life::alive;
  bool suspended = false;
  std::vector<RelationEnd> ends; // requirer first; one end for a peer relation
  std::optional<std::string> contract; // the interface contract's text, pinned when the relation was made
  std::optional<Uuid> remote_model;    // of the other application, where it is not the machine's own
};
BOOST_DESCRIBE_STRUCT(RelationEntity, (), (id, life, suspended, ends, contract, remote_model))

/// A unit's part in a relation, from the moment it entered scope until the relation is deleted.
struct RelationUnitEntity {
  RelationId relation;
  UnitId unit;
  std::string unit_name;
  ApplicationId application;
  bool present = true;      // in scope and not dying: a possible member. false => members must see it depart
  std::int64_t version = 0; // revision number of the bag's last real change
  Bag settings;
};
BOOST_DESCRIBE_STRUCT(RelationUnitEntity, (), (relation, unit, unit_name, application, present, version, settings))

/// An application's bag in a relation. version 0 = never written. A machine without the leader gets its own
/// application's bag of a non-peer relation with `settings` empty (contract/hooks.md 5.6).
struct RelationApplicationEntity {
  RelationId relation;
  ApplicationId application;
  std::string application_name;
  std::int64_t version = 0;
  Bag settings;
};
BOOST_DESCRIBE_STRUCT(RelationApplicationEntity, (), (relation, application, application_name, version, settings))

/// What a change touches. In the journal, in a subscriber's dirty set and in AgentUpdate::removed.
enum class EntityKind {
  model,
  machine,
  application,
  unit,
  relation,
  relation_unit,
  relation_application,
  task,
  secret,
  storage,
};
BOOST_DESCRIBE_ENUM(EntityKind, model, machine, application, unit, relation, relation_unit, relation_application, task,
                    secret, storage)

/// `first` is the entity's row id; for relation_unit and relation_application it is the relation and
/// `second` the unit or application; for storage it is the attachment (0: what is attached to nothing).
struct EntityKey {
  EntityKind kind = EntityKind::model;
  std::int64_t first = 0;
  std::int64_t second = 0;
  auto operator<=>(const EntityKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(EntityKey, (), (kind, first, second))

/// Everything that changed for one machine, as of one revision. A snapshot replaces all that was known;
/// otherwise listed entities replace their predecessors and `removed` are gone. All or nothing.
struct AgentUpdate {
  std::string revision; // "<epoch>-<number>"
  bool snapshot = false;
  std::vector<ModelEntity> models;
  std::vector<MachineEntity> machines;
  std::vector<ApplicationEntity> applications; // those of the machine's units
  std::vector<UnitEntity> units;               // those on the machine
  std::vector<RelationEntity> relations;       // those of the machine's units
  std::vector<RelationUnitEntity> relation_units; // own units', and all of the remote application (peers: all)
  std::vector<RelationApplicationEntity> relation_applications; // both ends
  std::vector<TaskEntity> tasks;                                // of its units and its own, not over yet
  std::vector<SecretEntity> secrets;                            // owned by its units or their applications, or read by its units
  std::vector<StorageEntity> storage;                           // attached to its units
  std::vector<EntityKey> removed;
};
BOOST_DESCRIBE_STRUCT(AgentUpdate, (),
                      (revision, snapshot, models, machines, applications, units, relations, relation_units,
                       relation_applications, tasks, secrets, storage, removed))

} // namespace periapt
