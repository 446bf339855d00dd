// What happened in a simulated run, as facts in the order in which they happened. Both simulations write
// histories; the checker reads nothing else, so it cannot share a mistake with what it checks.
#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace periapt::sim {

enum class Fact {
  hook_started,    // a hook's program began
  hook_failed,     // it ended badly, or was lost with its machine
  hook_done,       // its success is durable, its effects are on their way: it must not run again
  hook_succeeded,  // and nothing can take that back any more (or it was skipped on request)
  hook_refused,    // the controller refused what it had buffered: it counts as failed
  bag_written,     // the controller accepted a write to `unit`'s bag: `value` is what the bag's key now holds
  app_bag_written, // the controller accepted a leader's write: `version` is the term it carried
  leader_granted,  // `unit` leads `application` in term `version`, since `number` ms; `remote`: from whom it took over
  leader_said,     // a hook of `unit` was told that it leads `application`, at `number` ms
  storage_added,   // `unit` is made with the storage `remote` as attachment `version`
  storage_removed, // and is to let it go
  secret_dropped,  // `unit` no longer reads the secret `remote`: reading it again, it is told anew
  task_asked,      // somebody wants task `number` of `unit`
  task_cancelled,  // and does not any more
  task_started,    // it began
  task_ended,      // and is over, or was lost with its machine
  task_told,       // how it ended (`hook`) is durable and on its way; `value`: what it wrote to `relation`
  removal_forced,  // `unit` is to go, hooks or not, since `number` ms of the controller's life
  unit_gone,       // it has gone, at `number` of the same
  observed,        // `observer` was told the state as of epoch `number`, revision `version`
};

BOOST_DESCRIBE_ENUM(Fact, hook_started, hook_failed, hook_done, hook_succeeded, hook_refused, bag_written,
                    app_bag_written, leader_granted, leader_said, storage_added, storage_removed, secret_dropped,
                    task_asked, task_cancelled, task_started, task_ended, task_told, removal_forced, unit_gone, observed)

/// `hook` is the kind with the endpoint left out ("install", "relation-changed"). `remote` is a unit with its
/// id ("db/0#7") or an application ("db"), so that a new unit under an old name is another one; or a storage, or a
/// secret ("s4", "s4/2" with its revision). `version` is what the hook was told: a bag's version, the config's, the
/// leader's term, the boot's number, the attachment's, a secret's newest revision or when its hook was due.
struct Event {
  Fact fact = Fact::hook_started;
  std::string unit; // "web/1#9"
  std::string hook;
  std::int64_t relation = -1;
  std::string remote;
  std::int64_t version = 0;
  std::int64_t number = 0;
  std::string application;
  std::string value;
};

/// How the world stood when nothing was left to do.
struct FinalUnit {
  std::string application;
  std::int64_t config_version = 0;
  std::int64_t charm_version = 0;   // of install or upgrade-charm; 0: not told here
  std::int64_t leader_settings = 0; // what leader-settings-changed must have told; 0: nothing
  std::set<std::pair<std::string, std::int64_t>> storages; // that it must have: id and attachment
  std::map<std::string, std::int64_t> secrets;             // "secret-rotate s4" -> what it must have been told last
};

struct FinalRelation {
  bool peer = false;
  bool has_events = false; // its units have a program for its named event (named_event_rules.h)
  /// unit -> version of its bag, for units that are present
  std::map<std::string, std::int64_t> versions;
  /// unit -> value of its bag's key
  std::map<std::string, std::string> values;
  /// application -> version of its bag (0: never written)
  std::map<std::string, std::int64_t> application_versions;
  /// unit -> application, for units that are present
  std::map<std::string, std::string> applications;
  /// container scope: unit -> principal, for units that are present; others with the same one are all they see
  std::map<std::string, std::string> principals;
  /// applications whose units run no hooks for this relation
  std::set<std::string> silent;
};

struct FinalState {
  std::map<std::string, FinalUnit> units; // alive ones
  std::set<std::string> dying;                     // units that should have gone
  std::map<std::int64_t, FinalRelation> relations; // alive ones
  std::map<std::int64_t, std::string> tasks;       // number -> status, of units that are alive
};

/// The version of a hook that could not read what it is about, and so failed, or of one whose unit has left meanwhile.
inline constexpr std::int64_t unreadable = -1;

using History = std::vector<Event>;

std::string describe(const Event& event);

} // namespace periapt::sim
