// What a unit's hooks have been told so far, and the operation that is under way. It is durable on the machine
// and travels to the controller with each commit, so that a re-imaged machine goes on where the old one stopped.
// Rule: contract/hooks.md, section 3; DESIGN section 9, 12 and 18. Changed only by transitions.h.
#pragma once

#include "core/task.h"
#include "resolver/hook_info.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::resolver {

/// The charm on disk: its URL, its content, and how often it was modified under that URL.
struct CharmVersion {
  std::string url;
  std::string sha256;
  std::int64_t modified = 0;
  auto operator<=>(const CharmVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(CharmVersion, (), (url, sha256, modified))

/// A relation this unit has entered; it is forgotten when the unit leaves.
struct LocalRelation {
  RelationId id;
  std::int64_t number = 0;
  std::string endpoint;
  std::string remote_application;
  bool peer = false;
  bool hookless = false; // the implicit juju-info endpoint: in scope, but no hooks
  bool created = false;  // -relation-created has committed
  std::map<std::string, std::int64_t> members;      // joined units, and the bag's version their last hook saw
  std::map<std::string, std::int64_t> applications; // the same of application bags
  std::string changed_pending;                      // joined just ran for this unit: its changed comes next
  std::map<std::string, std::vector<std::string>> events; // named events that were told and have held since
  auto operator<=>(const LocalRelation&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalRelation, (),
                      (id, number, endpoint, remote_application, peer, hookless, created, members, applications,
                       changed_pending, events))

/// A storage of this unit whose storage-attached has committed, or that it has let go and that is still known there.
struct LocalStorage {
  std::string id; // data/0
  std::int64_t attachment = 0;
  bool left = false; // storage-detaching has committed, or it never was attached
  auto operator<=>(const LocalStorage&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalStorage, (), (id, attachment, left))

/// When a revision's secret-expired was last due.
struct ExpiryTold {
  std::int64_t revision = 0;
  std::int64_t due = 0;
  auto operator<=>(const ExpiryTold&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExpiryTold, (), (revision, due))

/// What secret hooks have told about one secret; forgotten with the secret.
struct LocalSecret {
  std::string id;
  std::int64_t changed = 0;          // the newest revision when secret-changed was last chosen
  std::int64_t rotation = 0;         // when secret-rotate was last due
  std::vector<ExpiryTold> expired;
  std::vector<std::int64_t> removed; // obsolete revisions that secret-remove has told
  auto operator<=>(const LocalSecret&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalSecret, (), (id, changed, rotation, expired, removed))

/// The remote state that a hook was started with; recorded as told when it commits.
struct Observed {
  std::int64_t bag_version = 0; // of the bag that the relation hook is about
  std::vector<std::string> events; // named events that hold of that bag
  std::string settings;         // the value of config_identity()
  std::int64_t leader_settings_version = 0;
  std::int64_t update_status_tick = 0;
  std::string boot_id;
  std::int64_t secret_latest = 0; // the newest revision of the hook's secret
  std::int64_t secret_due = 0;    // when the hook was due
  auto operator<=>(const Observed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Observed, (),
                      (bag_version, events, settings, leader_settings_version, update_status_tick, boot_id, secret_latest,
                       secret_due))

enum class OperationKind { deploy, hook };
BOOST_DESCRIBE_ENUM(OperationKind, deploy, hook)

/// queued -> pending -> done -> none. A failed one stays until it is retried or resolved.
enum class Step { queued, pending, failed, done };
BOOST_DESCRIBE_ENUM(Step, queued, pending, failed, done)

struct CurrentOperation {
  OperationKind kind = OperationKind::hook;
  Step step = Step::queued;
  HookInfo hook;      // of a hook
  Observed observed;  // of a hook that has begun
  CharmVersion charm; // of a deployment
  bool over_failed_hook = false; // a deployment forced while `hook` is in error: it is so again afterwards
  auto operator<=>(const CurrentOperation&) const = default;
};
BOOST_DESCRIBE_STRUCT(CurrentOperation, (), (kind, step, hook, observed, charm, over_failed_hook))

/// A task that has begun. It may run while a hook is in error, which stays the operation.
struct LocalTask {
  std::int64_t number = 0;
  TaskId id;
  auto operator<=>(const LocalTask&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalTask, (), (number, id))

struct LocalState {
  bool installed = false;
  bool started = false;
  bool stopped = false;
  bool removed = false;
  bool leader = false; // this unit has been told that it leads, in the term below
  std::int64_t leader_term = 0;
  bool status_set = false; // the charm has set its status at least once
  std::optional<CurrentOperation> operation;
  CharmVersion charm;
  std::string settings_told; // the value of config_identity() that config-changed last ran for
  std::optional<std::int64_t> leader_settings_told; // since the agent's start or the last upgrade
  std::int64_t update_status_told = 0;
  std::string boot_id; // of the boot that start last ran in
  std::vector<LocalRelation> relations; // by number
  std::vector<LocalStorage> storages;
  std::vector<LocalSecret> secrets;
  std::optional<LocalTask> task;
  std::vector<std::int64_t> finished_tasks; // numbers that the controller may still show as not over
  auto operator<=>(const LocalState&) const = default;

  const LocalRelation* find_relation(RelationId id) const;
  LocalRelation* find_relation(RelationId id);
  const LocalStorage* find_storage(std::int64_t attachment) const;
  const LocalSecret* find_secret(const std::string& id) const;
  /// No operation is queued, running, failed or waiting for its commit's answer, and no task runs.
  bool idle() const { return !operation && !task; }
};
BOOST_DESCRIBE_STRUCT(LocalState, (),
                      (installed, started, stopped, removed, leader, leader_term, status_set, operation, charm,
                       settings_told, leader_settings_told, update_status_told, boot_id, relations, storages,
                       secrets, task, finished_tasks))

} // namespace periapt::resolver
