// Mistakes planted on purpose: each must be caught, or the checker is not worth running.
#pragma once

#include <boost/describe/enum.hpp>

namespace periapt::sim {

enum class Defect {
  none,
  lost_change,            // one bag's new version never reaches a unit
  rerun_after_done,       // a crash between success and commit runs the hook again
  changed_before_joined,  // joined is recorded without having run
  joined_without_changed, // the changed that joined owes is forgotten
  stale_leader_accepted,  // a write of an older term is applied
  two_leaders,            // a term is given to a second unit
  snapshot_merged,        // a unit that left stays in the view of the others
  failed_write_kept,      // what a failed hook buffered is applied
  broken_before_departed, // broken runs while members are left
  version_of_the_end,     // a hook records the version at its end, not the one it saw
  config_of_the_end,      // the same for the configuration
  write_lost,             // an accepted write is not applied
  revision_back,          // an observer is told an older revision
  start_twice,            // start is recorded for another boot than it ran in
  task_forgotten,         // a task that is over is not remembered while the controller still shows it
  departed_dropped,       // a departed hook is recorded without having run
  install_without_storage, // install does not wait for the first storage
  storage_forgotten,       // an attached storage is not remembered
  storage_left_attached,   // a dying unit does not detach
  secret_of_the_end,       // secret-changed records the newest revision at its end, not the one it told
  secrets_forgotten,       // an agent's restart forgets what secret hooks have told
  events_forgotten,        // an agent's restart forgets which named events were told
  event_of_the_end,        // a relation-changed records which named events hold at its end, not when it began
  follower_rotates,        // a unit that does not lead is told about its application's secrets
};
BOOST_DESCRIBE_ENUM(Defect, none, lost_change, rerun_after_done, changed_before_joined, joined_without_changed,
                    stale_leader_accepted, two_leaders, snapshot_merged, failed_write_kept, broken_before_departed,
                    version_of_the_end, config_of_the_end, write_lost, revision_back, start_twice, task_forgotten, departed_dropped,
                    install_without_storage, storage_forgotten, storage_left_attached, secret_of_the_end,
                    secrets_forgotten, events_forgotten, event_of_the_end, follower_rotates)

} // namespace periapt::sim
