// Requests and responses of the controller's API. One struct a message; the codec (wire/codec.h) turns
// snake_case members into kebab-case fields. Servers refuse unknown request fields, clients ignore
// unknown response fields. Entities, commits and reports are core's own structs. Routes: wire/README.md.
#pragma once

#include "core/commit.h"
#include "core/entities.h"
#include "core/handler_outcome.h"
#include "core/status_report.h"
#include "wire/resource_messages.h"
#include "wire/user_messages.h"

#include <boost/describe/class.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::wire {

/// Every failed request: HTTP status by kind, and this body.
struct ErrorBody {
  std::string kind; // "not-found", …
  std::string message;
};
BOOST_DESCRIBE_STRUCT(ErrorBody, (), (kind, message))

struct Empty {};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

// --- controller and models --------------------------------------------------------------------
struct ControllerInfo {
  std::string name;
  std::string uuid;
  std::string version;
  std::string contract_version;
  std::string cloud;
  std::string region;
  int protocol = 1;       // newest number spoken
  int pid = 0;
  std::string network;    // "127.37.0.0/16"
};
BOOST_DESCRIBE_STRUCT(ControllerInfo, (), (name, uuid, version, contract_version, cloud, region, protocol, pid, network))

struct ModelInfo {
  std::string name;
  std::string owner;
  std::string uuid;
  Life life = Life::alive;
  StatusRecord status;
  int machine_count = 0;
  int unit_count = 0;
  int application_count = 0;
  std::optional<std::string> access; // of who asks: read, write, admin
  std::vector<GrantedUser> users;    // an administrator sees all, others themselves
  std::optional<bool> is_controller; // the controller's own
};
BOOST_DESCRIBE_STRUCT(ModelInfo, (),
                      (name, owner, uuid, life, status, machine_count, unit_count, application_count, access, users,
                       is_controller))

struct ModelList {
  std::vector<ModelInfo> models;
};
BOOST_DESCRIBE_STRUCT(ModelList, (), (models))

struct AddModel {
  std::string name;
  std::map<std::string, std::string> config;
  std::optional<std::string> owner; // who asks, unless a superuser says otherwise
};
BOOST_DESCRIBE_STRUCT(AddModel, (), (name, config, owner))

struct DestroyModel {
  bool force = false;
  bool destroy_storage = false; // what outlives its machines: else it must be released
  bool release_storage = false;
};
BOOST_DESCRIBE_STRUCT(DestroyModel, (), (force, destroy_storage, release_storage))

struct ModelConfig {
  std::map<std::string, std::string> values; // explicit ones
};
BOOST_DESCRIBE_STRUCT(ModelConfig, (), (values))

struct SetModelConfig {
  std::map<std::string, std::string> set;
  std::vector<std::string> reset;
};
BOOST_DESCRIBE_STRUCT(SetModelConfig, (), (set, reset))

// --- charms and applications ------------------------------------------------------------------
/// Answer to the upload of an archive (the request body is the zip itself).
struct CharmAdded {
  std::string url; // local:mariadb-0
  std::string name;
  std::int64_t revision = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(CharmAdded, (), (url, name, revision, sha256))

struct Deploy {
  std::string charm_url;
  std::optional<std::string> application; // default: the charm's name
  int num_units = 1;
  std::map<std::string, std::string> config; // texts, parsed by the options' types; "trust" allowed
  std::vector<std::string> to;               // placement of unit i; existing machine names
  bool trust = false;
  std::optional<std::string> base; // ubuntu@24.04
  bool force = false;
  std::map<std::string, std::string> storage; // the charm's name -> directive as typed
  std::vector<std::string> attach_storage;    // ids
  std::map<std::string, ResourceUpload> resources; // by the charm's name
  std::optional<std::string> channel;     // of the store that the charm is from
  std::optional<std::string> constraints; // as typed
};
BOOST_DESCRIBE_STRUCT(Deploy, (),
                      (charm_url, application, num_units, config, to, trust, base, force, storage, attach_storage,
                       resources, channel, constraints))

struct Deployed {
  std::string application;
  std::string base; // ubuntu@24.04/stable
};
BOOST_DESCRIBE_STRUCT(Deployed, (), (application, base))

struct AddUnits {
  std::string application;
  int num_units = 1;
  std::vector<std::string> to;
  std::vector<std::string> attach_storage; // ids
};
BOOST_DESCRIBE_STRUCT(AddUnits, (), (application, num_units, to, attach_storage))

struct UnitNames {
  std::vector<std::string> units;
};
BOOST_DESCRIBE_STRUCT(UnitNames, (), (units))

/// Removal of applications or units by name. The answer tells what happens to each, in order.
struct Remove {
  std::vector<std::string> names;
  bool dry_run = false;
  bool force = false;
  bool destroy_storage = false;
};
BOOST_DESCRIBE_STRUCT(Remove, (), (names, dry_run, force, destroy_storage))

struct RemovalPlan {
  std::string name;
  std::optional<std::string> error; // this one is not removed: why
  std::vector<std::string> units;   // that go with it
  std::vector<std::string> destroyed_storage;
  std::vector<std::string> detached_storage;
};
BOOST_DESCRIBE_STRUCT(RemovalPlan, (), (name, error, units, destroyed_storage, detached_storage))

struct RemovalPlans {
  std::vector<RemovalPlan> plans;
};
BOOST_DESCRIBE_STRUCT(RemovalPlans, (), (plans))

struct ConfigOption {
  std::string name;
  std::string type; // string, int, float, boolean, secret
  std::string description;
  std::optional<ConfigValue> value;         // effective
  std::optional<ConfigValue> default_value; // of the charm
  std::string source;                       // default, user, unset
};
BOOST_DESCRIBE_STRUCT(ConfigOption, (), (name, type, description, value, default_value, source))

struct ApplicationConfig {
  std::string application;
  std::string charm; // the charm's name
  bool trust = false;
  std::vector<ConfigOption> options; // sorted by name
};
BOOST_DESCRIBE_STRUCT(ApplicationConfig, (), (application, charm, trust, options))

struct SetConfig {
  std::map<std::string, std::string> set; // texts as typed; atomically all or none
  std::vector<std::string> reset;
};
BOOST_DESCRIBE_STRUCT(SetConfig, (), (set, reset))

// --- relations --------------------------------------------------------------------------------
struct Relate {
  std::string left; // app or app:endpoint
  std::string right;
};
BOOST_DESCRIBE_STRUCT(Relate, (), (left, right))

struct Related {
  std::string key;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Related, (), (key, number))

/// By two endpoints or by number.
struct RemoveRelation {
  std::optional<std::string> left;
  std::optional<std::string> right;
  std::optional<std::int64_t> number;
  bool force = false;
};
BOOST_DESCRIBE_STRUCT(RemoveRelation, (), (left, right, number, force))

// --- looking ----------------------------------------------------------------------------------
struct RelationDataUnit {
  std::string unit;
  bool in_scope = false;
  Bag data;
};
BOOST_DESCRIBE_STRUCT(RelationDataUnit, (), (unit, in_scope, data))

struct UnitRelationInfo {
  std::int64_t relation_id = 0;
  std::string endpoint;
  std::string related_endpoint;
  std::string related_application;
  Bag application_data; // the other application's; of a peer relation the own one
  std::optional<RelationDataUnit> local_unit;
  std::vector<RelationDataUnit> related_units;
  bool cross_model = false;
};
BOOST_DESCRIBE_STRUCT(UnitRelationInfo, (),
                      (relation_id, endpoint, related_endpoint, related_application, application_data, local_unit,
                       related_units, cross_model))

struct UnitInfo {
  std::string name;
  std::string workload_version;
  std::string machine;
  std::vector<std::string> opened_ports;
  std::string public_address;
  std::string charm_url;
  bool leader = false;
  Life life = Life::alive;
  std::vector<UnitRelationInfo> relation_info;
  std::vector<HandlerReport> handlers; // what came of each one's last run
};
BOOST_DESCRIBE_STRUCT(UnitInfo, (),
                      (name, workload_version, machine, opened_ports, public_address, charm_url, leader, life,
                       relation_info, handlers))

/// To whom an endpoint is open; an empty endpoint means all.
struct ExposedEndpoint {
  std::string endpoint;
  std::vector<std::string> spaces;
  std::vector<std::string> cidrs;
};
BOOST_DESCRIBE_STRUCT(ExposedEndpoint, (), (endpoint, spaces, cidrs))

struct ApplicationInfo {
  std::string name;
  std::string charm_name;
  std::string charm_url;
  std::string channel; // empty: an uploaded charm
  std::string constraints;
  std::string base; // ubuntu@24.04
  bool principal = true;
  bool exposed = false;
  std::vector<ExposedEndpoint> exposed_endpoints; // by endpoint; empty: all, to everybody
  Life life = Life::alive;
  std::vector<std::string> bindings;
};
BOOST_DESCRIBE_STRUCT(ApplicationInfo, (),
                      (name, charm_name, charm_url, channel, constraints, base, principal, exposed, exposed_endpoints,
                       life, bindings))

struct Resolve {
  std::vector<std::string> units;
  bool all = false;
  bool no_retry = false;
};
BOOST_DESCRIBE_STRUCT(Resolve, (), (units, all, no_retry))

/// A piece of the model's log from a byte offset; `next_offset` is where to go on.
struct LogChunk {
  std::int64_t offset = 0;
  std::int64_t next_offset = 0;
  std::string text; // whole lines; each line's form: agent/README.md
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(LogChunk, (), (offset, next_offset, text, more))

/// What `status --watch` and other watchers of a model get on the stream: something changed as of here.
struct ModelChanged {
  std::string revision;
};
BOOST_DESCRIBE_STRUCT(ModelChanged, (), (revision))

// --- agents -----------------------------------------------------------------------------------
/// First request of an agent, and every 15 s: its units that run, in one request for the machine.
struct Heartbeat {
  std::vector<int> protocols;
  std::string boot_id;              // of the machine: its supervisor's start
  std::vector<UnitId> lease_claims; // alive units that want to lead or go on leading
};
BOOST_DESCRIBE_STRUCT(Heartbeat, (), (protocols, boot_id, lease_claims))

/// An agent has done all that it was told up to this revision, and the controller has all of its commits.
struct Settled {
  std::string revision;
};
BOOST_DESCRIBE_STRUCT(Settled, (), (revision))

struct LeaseAnswer {
  UnitId unit;
  bool granted = false;
  std::int64_t term = 0;
  int length_s = 60; // granted: from when the claim was sent; denied: claim again after it at the latest
};
BOOST_DESCRIBE_STRUCT(LeaseAnswer, (), (unit, granted, term, length_s))

struct HeartbeatAnswer {
  int protocol = 1;
  std::vector<LeaseAnswer> leases;
};
BOOST_DESCRIBE_STRUCT(HeartbeatAnswer, (), (protocol, leases))

/// What a re-imaged agent starts from (rule 18).
struct UnitStateAnswer {
  std::int64_t outbox_number = 0;
  std::optional<std::string> local_state;
  Bag charm_state;
  StatusRecord workload_status;
};
BOOST_DESCRIBE_STRUCT(UnitStateAnswer, (), (outbox_number, local_state, charm_state, workload_status))

struct LeaderSet {
  std::int64_t term = 0;
  BagChanges changes;
};
BOOST_DESCRIBE_STRUCT(LeaderSet, (), (term, changes))

/// A bag asked for when used: a sibling's, or a departed unit's.
struct BagAnswer {
  Bag settings;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(BagAnswer, (), (settings, version))

struct GoalUnit {
  std::string name;
  std::string status;
  TimeMs since_ms = 0;
};
BOOST_DESCRIBE_STRUCT(GoalUnit, (), (name, status, since_ms))

struct GoalRelation {
  std::string endpoint;
  std::vector<GoalUnit> members; // the remote application first, then its units
};
BOOST_DESCRIBE_STRUCT(GoalRelation, (), (endpoint, members))

struct GoalState {
  std::vector<GoalUnit> units;
  std::vector<GoalRelation> relations;
};
BOOST_DESCRIBE_STRUCT(GoalState, (), (units, relations))

struct ApplicationStatusAnswer {
  StatusRecord application;
  std::map<std::string, StatusRecord> units;
};
BOOST_DESCRIBE_STRUCT(ApplicationStatusAnswer, (), (application, units))

/// Log lines shipped from the machine's own bounded file; the answer says up to where they are kept.
struct LogShipment {
  std::int64_t offset = 0; // in the machine's log file
  std::string text;        // whole lines
};
BOOST_DESCRIBE_STRUCT(LogShipment, (), (offset, text))

struct LogAccepted {
  std::int64_t next_offset = 0;
};
BOOST_DESCRIBE_STRUCT(LogAccepted, (), (next_offset))

} // namespace periapt::wire
