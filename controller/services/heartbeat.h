// What a machine's agent says every 15 s: I am here, and these units want to lead. Leases expire in memory
// on a clock that counts suspended time; terms are durable. A restarted controller grants every holder a
// full lease first. Rule: DESIGN section 9, rules 9, 19 and 20; contract/hooks.md section 11.
// Threads: Leases is used inside write transactions only, so always on the writer thread; Presence locks.
#pragma once

#include "core/ids.h"
#include "core/leadership.h"
#include "core/status.h"
#include "store/transaction.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace periapt::services {

/// Clock::boot_ms: milliseconds of CLOCK_BOOTTIME, only for differences.
using BootMs = std::int64_t;

/// When each application's lease ends.
class Leases {
public:
  explicit Leases(BootMs controller_start) : start_(controller_start) {}
  /// How long the lease still holds: of one never renewed here, a full one from the controller's start.
  BootMs left(ApplicationId application, BootMs now) const;
  void renew(ApplicationId application, BootMs now);

private:
  BootMs start_;
  std::map<ApplicationId, BootMs> expiry_;
};

/// When each machine's agent was last heard of.
class Presence {
public:
  static constexpr std::chrono::seconds silence_allowed{50}; // three heartbeats missed
  explicit Presence(BootMs controller_start) : start_(controller_start) {}
  void seen(MachineId machine, BootMs now);
  /// Those among `machines` that have been silent too long; one never heard of counts from the start.
  std::set<MachineId> lost(const std::vector<MachineId>& machines, BootMs now) const;

private:
  BootMs start_;
  mutable std::mutex mutex_;
  std::map<MachineId, BootMs> last_seen_; // guarded by mutex_
};

struct LeaseGrant {
  UnitId unit;
  bool granted = false;
  std::int64_t term = 0;
  /// Granted: how long, from when the claim was sent. Denied: when to claim again at the latest, because the lease
  /// of who leads ends then if it is not renewed.
  std::chrono::seconds length = leadership::lease_length;
};

struct HeartbeatRequest {
  MachineId machine;
  std::string boot_id;
  std::vector<UnitId> lease_claims; // those not on the machine, or not alive, are not granted
};

/// `received` is taken when the request arrives, before it waits for the writer.
std::vector<LeaseGrant> heartbeat(store::WriteTransaction& transaction, Leases& leases,
                                  const HeartbeatRequest& request, BootMs received, TimeMs now);

} // namespace periapt::services
