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
  departed_dropped,       // a departed hook is recorded without having run
};
BOOST_DESCRIBE_ENUM(Defect, none, lost_change, rerun_after_done, changed_before_joined, joined_without_changed,
                    stale_leader_accepted, two_leaders, snapshot_merged, failed_write_kept, broken_before_departed,
                    version_of_the_end, config_of_the_end, write_lost, revision_back, start_twice, departed_dropped)

} // namespace periapt::sim
