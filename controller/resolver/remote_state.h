// What the world says about one unit, as the resolver needs it: composed by the agent from the controller's
// entities and from what the machine itself knows. Rule: contract/hooks.md, sections 3 and 5.
#pragma once

#include "core/entities.h"
#include "resolver/local_state.h"

#include <map>
#include <optional>
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
  bool own_bag_known = true;  // this unit's own bag, which entering makes, has arrived
  std::map<std::string, std::int64_t> members;      // units to be joined, own one excluded, and their bag's version
  std::map<std::string, std::int64_t> applications; // the bags whose changes this unit is told; 0 = never written

  bool ending() const { return life != Life::alive || suspended; }
};

struct RemoteState {
  // --- from the controller ---
  std::string unit;
  Life life = Life::alive; // dead: also when the controller no longer knows the unit
  Life application_life = Life::alive;
  ResolvedMode resolved = ResolvedMode::none;
  CharmVersion charm;              // what the unit should run
  std::string settings;            // grows out of config, trust and addresses: equal texts mean nothing changed
  std::optional<std::string> leader; // unit name; none while nobody leads
  std::int64_t leader_term = 0;
  std::int64_t leader_settings_version = 0;
  std::map<std::int64_t, RemoteRelation> relations; // by number

  // --- from the machine ---
  std::string boot_id;
  std::int64_t update_status_tick = 0; // grows with each tick of the timer
  bool retry_due = false;              // the failed operation's back-off has run out

  const RemoteRelation* find_relation(std::int64_t number) const;
  bool leads() const { return leader == unit; }
};

/// What config-changed is told about: the settings together with the charm that reads them.
std::string config_identity(const LocalState& local, const RemoteState& remote);

} // namespace periapt::resolver
