// Mistakes planted between the real parts; each must be caught.
#pragma once

#include <boost/describe/enum.hpp>

namespace periapt::sim {

enum class ModelDefect {
  none,
  lost_row,              // one update is thrown away although its revision counts as seen
  repeated_commit,       // the controller applies a commit again when it is sent again
  snapshot_merged,       // a snapshot is taken for a change
  stale_leader_accepted, // the controller takes whoever writes for the leader
  old_update_again,      // a stream goes back to an older revision
  write_lost,            // a commit's settings are dropped, the rest of it is accepted
  sync_forgotten,        // what is said to be synced is lost with power
  failed_write_kept,     // what a failed hook has buffered is committed
  leases_without_term,   // the controller lets two units lead in one term
  lease_forgotten,       // a restarted controller gives a lease away that still holds
  lease_too_long,        // an agent takes its lease for longer than the controller does
  adopted_run_again,     // a hook that ended while no agent ran is run again
  task_run_again,        // a task that ran while its agent died is run again
  task_end_lost,         // the controller does not take the end of a task
  detaching_skipped,     // a unit does not hear that it must let a storage go
  secret_change_lost,    // a unit does not hear of a secret's third revision
  upgrade_lost,          // a unit does not hear of its application's new charm
};
BOOST_DESCRIBE_ENUM(ModelDefect, none, lost_row, repeated_commit, snapshot_merged, stale_leader_accepted,
                    old_update_again, write_lost, sync_forgotten, failed_write_kept, leases_without_term,
                    lease_forgotten, lease_too_long, adopted_run_again, task_run_again, task_end_lost,
                    detaching_skipped, secret_change_lost, upgrade_lost)

} // namespace periapt::sim
