// What the world says about one unit, as the resolver needs it: composed by the agent from the controller's
// entities and from what the machine itself knows. Rule: contract/hooks.md, sections 3 and 5.
#pragma once

#include "core/entities.h"
#include "resolver/local_state.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace periapt::resolver {

struct RemoteRelation {
  RelationId id;
  std::int64_t number = 0;
  Life life = Life::alive; // dead: the controller no longer knows it
  bool suspended = false;
  std::string endpoint;
  std::string remote_application; // peers: the own application
  bool peer = false;
  bool hookless = false;      // the implicit juju-info endpoint of this unit's side
  bool endpoint_known = true; // the charm on disk declares it
  bool foreign = false;       // container-scoped, and not of this subordinate's principal: never entered
  bool own_bag_known = true;  // this unit's own bag, which entering makes, has arrived
  std::map<std::string, std::int64_t> members;      // units to be joined, own one excluded, and their bag's version
  std::map<std::string, std::int64_t> applications; // the bags whose changes this unit is told; 0 = never written
  /// Named events that hold now, by the member or application whose bag says so; only those that the charm has a
  /// program for.
  std::map<std::string, std::set<std::string>> events;

  bool ending() const { return life != Life::alive || suspended; }
};

/// A storage attachment of this unit, until the controller has removed it.
struct RemoteStorage {
  std::int64_t attachment = 0; // the attachment's id: attached again, the storage has another one
  Life life = Life::alive;
  bool provisioned = false; // it is there: its location is known
};

enum class SecretOwner { none, unit, application };

/// A secret that this unit or its application owns, or that this unit has read and may still read.
struct RemoteSecret {
  std::string label; // for JUJU_SECRET_LABEL: the reader's own, else the owner's
  std::int64_t latest_revision = 0;
  bool tracked = false; // this unit reads it: it is told of new revisions

  // What the owner is told; of an application's secret only while the unit leads:
  SecretOwner owner = SecretOwner::none;
  /// 0: secret-rotate is not due. Else another number each time that it falls due, the time for instance.
  std::int64_t rotation_due = 0;
  /// Revisions that have expired, with a number like that of rotation_due: it changes when they are to be told again.
  std::map<std::int64_t, std::int64_t> expired;
  std::set<std::int64_t> obsolete; // older revisions that nobody reads
};

/// A task that is not over.
struct RemoteTask {
  TaskId id;
  bool begun = false; // the controller has been told so
};

struct RemoteState {
  // --- from the controller ---
  std::string unit;
  Life life = Life::alive; // dead: also when the controller no longer knows the unit
  Life application_life = Life::alive;
  ResolvedMode resolved = ResolvedMode::none;
  CharmVersion charm;              // what the unit should run
  bool charm_forced = false;       // also while a hook is in error
  std::string settings;            // grows out of config, trust and addresses: equal texts mean nothing changed
  std::optional<std::string> leader; // unit name; none while nobody leads
  std::int64_t leader_term = 0;
  std::int64_t leader_settings_version = 0;
  std::map<std::int64_t, RemoteRelation> relations; // by number
  std::map<std::string, RemoteStorage> storages;    // by id: data/0
  std::map<std::string, RemoteSecret> secrets;      // by id, without `secret:`
  std::map<std::int64_t, RemoteTask> tasks;         // by number, which is their order
  bool has_subordinates = false; // units live with this one, which ends after them

  // --- from the machine ---
  std::string boot_id;
  std::int64_t update_status_tick = 0; // grows with each tick of the timer
  bool retry_due = false;              // the failed operation's back-off has run out

  const RemoteRelation* find_relation(std::int64_t number) const;
  const RemoteSecret* find_secret(const std::string& id) const;
  bool leads() const { return leader == unit; }
};

/// What config-changed is told about: the settings together with the charm that reads them.
std::string config_identity(const LocalState& local, const RemoteState& remote);

} // namespace periapt::resolver
