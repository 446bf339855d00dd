// The supervisor's loop: waits for signals, its agent and its hooks' output, and never for anything else.
#pragma once

#include "agent/supervisor/agent_process.h"
#include "agent/supervisor/hook_table.h"
#include "agent/supervisor/run_supervisor.h"
#include "agent/supervisor/storage_mounts.h"
#include "agent/supervisor/unit_sockets.h"
#include "base/clock.h"
#include "base/lock_file.h"
#include "base/log.h"
#include "base/machine_conf.h"
#include "base/machine_layout.h"
#include "base/segmented_log.h"
#include "base/unique_fd.h"

#include <chrono>
#include <string>

namespace periapt::agent {

class Supervisor {
public:
  /// Blocks the signals it reads from here on; call it before anything is started.
  /// `lock`: of the machine's folder. `may_mount`: in a namespace of the machine's own.
  Supervisor(const SupervisorOptions& options, const LockFile& lock, bool may_mount);

  enum class End {
    stopped,   // it was told to, or its folder is gone
    rebooting, // at its agent's wish: all has ended, and a new supervisor is to take over
    stuck,     // a descendant could not be killed
  };
  /// Until it is told to stop or reboot, or its folder is gone; then ends every descendant.
  End run();

private:
  void wait_for_something();
  bool read_signals(); // false: stop
  void reap();
  void start_agent_if_due();
  void serve_agent();
  void handle(const Message& message);
  void start_hook(const HookStart& start);
  void make_socket(const std::string& tag);
  void drop_unit(const std::string& tag);
  void tell(const Message& message, UniqueFd passed_fd = {});

  MachineLayout layout_;
  MachineConf conf_;
  const LockFile& lock_;
  UniqueFd address_claim_; // for as long as the machine is up
  std::chrono::milliseconds stop_grace_;
  std::chrono::milliseconds folder_look_;
  SystemClock clock_;
  SegmentedLog machine_log_;
  Log log_;
  std::string boot_id_;
  bool reboots_ = false;
  UniqueFd signals_;
  HookTable hooks_;
  UnitSockets sockets_;
  StorageMounts storage_;
  AgentProcess agent_;
};

} // namespace periapt::agent
