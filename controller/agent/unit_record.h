// A unit's durable record on its machine: the resolver's local state and what the agent itself must remember.
#pragma once

#include "core/commit.h"
#include "core/config_value.h"
#include "core/status.h"
#include "resolver/local_state.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace periapt::agent {

/// leader-set, taken by the controller; kept until the remote state has it.
struct LeaderWrite {
  BagChanges changes;
  std::string revision; // of the controller's transaction
};
BOOST_DESCRIBE_STRUCT(LeaderWrite, (), (changes, revision))

/// What juju-reboot has asked for, until the machine has rebooted.
enum class RebootRequest { none, after_hook, now };
BOOST_DESCRIBE_ENUM(RebootRequest, none, after_hook, now)

struct UnitRecord {
  std::string name;                 // "wordpress/0", to clean up after a unit the controller no longer knows
  std::string boot_id;              // of the machine when this was written
  resolver::LocalState local;
  std::int64_t outbox_number = 0;   // of the last commit made
  std::int64_t awaited = 0;         // the commit whose answer decides the operation; 0: none
  std::string hook_id;              // of the hook that is pending
  StatusRecord workload_status;     // as last set by the charm or by us
  StatusWrite agent_status;         // as last put in the outbox
  std::int64_t lease_term = 0;      // the lease, for is-leader in an adopted hook
  std::int64_t lease_expiry_ms = 0; // on Clock::boot_ms, so of this boot only
  std::vector<LeaderWrite> leader_writes;
  RebootRequest reboot = RebootRequest::none;
  std::optional<ConfigValues> config_told; // at the last successful config-changed; only where there are handlers
  std::optional<std::string> commands_id; // of juju-exec's commands, which no later agent takes over
};
BOOST_DESCRIBE_STRUCT(UnitRecord, (),
                      (name, boot_id, local, outbox_number, awaited, hook_id, workload_status, agent_status, lease_term,
                       lease_expiry_ms, leader_writes, reboot, config_told, commands_id))

} // namespace periapt::agent
