// What a unit's agent sends: one commit an operation or immediate effect, numbered by the unit's outbox.
// The same number again gets the same answer and changes nothing. Rule: DESIGN section 3 and 9 (14 to 18).
#pragma once

#include "core/bag.h"
#include "core/handler_outcome.h"
#include "core/ids.h"
#include "core/port_range.h"
#include "core/secret.h"
#include "core/storage.h"
#include "core/task.h"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace periapt {

/// A write to this unit's bag, or as leader to its application's bag.
struct SettingsWrite {
  RelationId relation;
  bool application = false;
  std::int64_t leader_term = 0; // for application bags: stale => refused
  BagChanges changes;
};
BOOST_DESCRIBE_STRUCT(SettingsWrite, (), (relation, application, leader_term, changes))

struct StatusWrite {
  std::string status;
  std::string message;
  bool operator==(const StatusWrite&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatusWrite, (), (status, message))

struct ApplicationStatusWrite {
  std::string status;
  std::string message;
  std::int64_t leader_term = 0; // stale => this part is dropped, not refused (rule 16)
};
BOOST_DESCRIBE_STRUCT(ApplicationStatusWrite, (), (status, message, leader_term))

struct Commit {
  std::int64_t number = 0; // 1, 2, 3… per unit
  std::optional<std::string> local_state;   // the unit's local state after this operation, opaque to the controller
  std::optional<StatusWrite> workload_status;
  std::optional<StatusWrite> agent_status;
  std::optional<ApplicationStatusWrite> application_status;
  std::optional<std::string> workload_version;
  std::vector<RelationId> enter_scope;      // the controller fills in the network keys
  std::vector<RelationId> leave_scope;
  bool refresh_network_keys = false;        // set by config-changed
  std::vector<SettingsWrite> settings;
  std::optional<std::string> program;       // a hook or action that ran, and whoever wrote `settings`: "config-changed", "action backup", "commands"
  std::vector<OpenedPort> open_ports;
  std::vector<OpenedPort> close_ports;
  std::optional<SecretWrites> secrets;
  std::optional<SecretRotated> secret_rotated;
  std::optional<BagChanges> charm_state;    // state-set/-delete; here an empty value is kept, only nullopt deletes
  std::optional<std::string> charm_url;     // the charm now on disk
  std::vector<StorageAddition> add_storage;
  std::vector<AttachmentId> detached_storage; // -storage-detaching has ended, or was not needed
  bool clear_resolved = false;
  std::vector<TaskReport> tasks;            // of this unit; what an action did and its end are one commit
  std::optional<HandlerOutcome> outcome;    // of the handler that ran, also of one that failed
  bool dead = false;                        // last commit of a unit: teardown has ended
};
BOOST_DESCRIBE_STRUCT(Commit, (),
                      (number, local_state, workload_status, agent_status, application_status, workload_version,
                       enter_scope, leave_scope, refresh_network_keys, settings, program, open_ports, close_ports, secrets,
                       secret_rotated, charm_state, charm_url, add_storage, detached_storage, clear_resolved, tasks,
                       outcome, dead))

struct CommitAnswer {
  bool accepted = true;
  std::string reason;    // when refused: the text the hook fails with
  std::string revision;  // of the transaction that holds it
};
BOOST_DESCRIBE_STRUCT(CommitAnswer, (), (accepted, reason, revision))

} // namespace periapt
