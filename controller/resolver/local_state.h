// What a unit's hooks have been told so far, and the operation that is under way. It is durable on the machine
// and travels to the controller with each commit, so that a re-imaged machine goes on where the old one stopped.
// Rule: contract/hooks.md, section 3; DESIGN section 9, 12 and 18. Changed only by transitions.h.
#pragma once

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
  auto operator<=>(const LocalRelation&) const = default;
};
BOOST_DESCRIBE_STRUCT(LocalRelation, (),
                      (id, number, endpoint, remote_application, peer, hookless, created, members, applications,
                       changed_pending))

/// The remote state that a hook was started with; recorded as told when it commits.
struct Observed {
  std::int64_t bag_version = 0; // of the bag that the relation hook is about
  std::string settings;         // the value of config_identity()
  std::int64_t leader_settings_version = 0;
  std::int64_t update_status_tick = 0;
  std::string boot_id;
  auto operator<=>(const Observed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Observed, (), (bag_version, settings, leader_settings_version, update_status_tick, boot_id))

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
  auto operator<=>(const CurrentOperation&) const = default;
};
BOOST_DESCRIBE_STRUCT(CurrentOperation, (), (kind, step, hook, observed, charm))

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
  auto operator<=>(const LocalState&) const = default;

  const LocalRelation* find_relation(RelationId id) const;
  LocalRelation* find_relation(RelationId id);
  /// No operation is queued, running, failed or waiting for its commit's answer.
  bool idle() const { return !operation; }
};
BOOST_DESCRIBE_STRUCT(LocalState, (),
                      (installed, started, stopped, removed, leader, leader_term, status_set, operation, charm,
                       settings_told, leader_settings_told, update_status_told, boot_id, relations))

} // namespace periapt::resolver
