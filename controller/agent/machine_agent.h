// The agent of one machine without its I/O: remote state, one UnitAgent for each unit, the heartbeat that
// renews leases. The production process feeds it from the event stream, the simulation by hand.
// Threads: one; nothing here blocks.
#pragma once

#include "agent/agent_services.h"
#include "agent/machine_state.h"
#include "agent/machine_tasks.h"
#include "agent/unit_agent.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace periapt::agent {

class MachineAgent {
public:
  /// `boot_id`: a new one means that the machine has booted (rule 9).
  MachineAgent(const AgentServices& services, std::string boot_id);
  ~MachineAgent();
  MachineAgent(const MachineAgent&) = delete;
  MachineAgent& operator=(const MachineAgent&) = delete;

  /// Loads what an earlier agent stored and goes on from there, also while the controller is away.
  void start();

  /// Where the event stream resumes; empty: a snapshot is needed.
  const std::string& revision() const { return remote_.revision(); }
  void apply(const AgentUpdate& update);

  /// The event stream opened, broke. A broken one comes back by itself.
  void connected();
  void disconnected();

  /// juju-exec of the machine's own programs. Rule: contract/environment.md, section 12.
  void run_commands(CommandRequest request, CommandsEnded ended);

  bool has_units() const { return !units_.empty(); }

private:
  UnitAgent& add_unit(UnitId id, const std::string& name);
  void refresh_units();
  void drop_unit(UnitId id);
  void look_if_settled();
  bool settled() const;
  void send_heartbeat();
  void schedule_heartbeat(std::chrono::seconds pause);
  bool somebody_must_claim() const;
  std::chrono::seconds take_leases(const wire::HeartbeatAnswer& answer, std::int64_t sent_ms);
  std::set<RelationId> needed_relations() const;

  AgentServices services_;
  std::string boot_id_;
  MachineState remote_;
  MachineTasks tasks_;
  std::map<UnitId, std::unique_ptr<UnitAgent>> units_;
  std::unique_ptr<Scheduler::Timer> heartbeat_timer_;
  std::unique_ptr<Scheduler::Timer> settled_timer_;
  std::string told_settled_; // the revision, on this connection
  bool heartbeat_under_way_ = false;
  bool heartbeat_again_ = false; // wanted while one was under way
  bool connected_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // answers that come after us are dropped
};

} // namespace periapt::agent
