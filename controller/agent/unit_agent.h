// One unit: asks the resolver for the next operation, carries it out in recorded steps, and sends what came of it.
// It does one thing at a time (Activity). Everything that happens – an update, an answer, a hook's end, a timer –
// ends in advance(), which does the next thing if none is under way.
//
// An operation that must be told to the controller ends with submit(): its commit, which carries the local state
// as it will be, is durable in the outbox before it is sent, and the answer decides whether that state becomes the
// unit's (accepted) or the hook has failed (refused). While the controller is away, a commit that cannot be
// refused is gone past. Rule: contract/hooks.md; DESIGN section 9, 8 to 16.
// Threads: the agent's one thread; nothing blocks.
#pragma once

#include "agent/agent_services.h"
#include "agent/commands.h"
#include "agent/machine_state.h"
#include "agent/outbox.h"
#include "agent/own_writes.h"
#include "agent/retry_timer.h"
#include "agent/unit_hook_context.h"
#include "resolver/next_operation.h"

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace periapt::agent {

class UnitAgent final : private HookEffects {
public:
  struct Callbacks {
    std::function<void()> finished; // once, by the loop, when the unit is dead and nothing of it runs any more
    std::function<void()> rested;   // there is nothing to do just now; also when it was so before
  };
  UnitAgent(UnitId id, UnitName name, std::string boot_id, const AgentServices& services, Callbacks callbacks);
  ~UnitAgent() override;
  UnitAgent(const UnitAgent&) = delete;
  UnitAgent& operator=(const UnitAgent&) = delete;

  /// What the controller says about this unit; nullopt: it does not know it any more. The first call starts the
  /// unit: stored state is loaded, and a hook that an earlier agent started is adopted.
  void learn(std::optional<UnitSnapshot> snapshot, const Revision& as_of);
  /// Does what there is to do. Apart from learn(), so that all units of a machine have adopted their hooks, and
  /// with them the machine's lock, before one starts a new one.
  void go_on() { advance(); }
  /// The controller is there, is away.
  void connected();
  void disconnected();

  /// `expiry_ms` is on Clock::boot_ms, counted from when the claim was sent (rule 19).
  void lease_granted(std::int64_t term, std::int64_t expiry_ms);
  void lease_denied();

  /// Commands from the machine itself run when it is the unit's turn, also while a hook is in error; `ended` comes
  /// once, after the controller has what they changed, or what could not be told to it is durable.
  void run_commands(CommandRequest request, CommandsEnded ended);

  const UnitName& name() const { return name_; }
  /// Alive, so it may lead.
  bool wants_lease() const;
  /// It wants a lease now rather than with the next heartbeat: nobody leads, or it does and has no lease yet.
  bool must_claim() const;
  /// It has done what it was told and the controller has all of it, or it waits for its error to be resolved.
  bool settled() const;
  /// Relations whose bags this unit's hooks may still read.
  std::set<RelationId> entered_relations() const;

private:
  enum class Activity {
    starting,         // waits for the controller's copy of the local state
    free,             // the resolver may choose
    waiting_for_lock, // another unit's hook runs on this machine
    deploying,
    running_hook,
    awaiting_answer, // of the commit record_.awaited
    rebooting,       // the machine ends, and this agent with it
    finished,
  };

  // --- start (unit_agent_start.cpp) ---
  void start();
  void ask_for_state();
  void take_state(const wire::UnitStateAnswer& state);
  void resume(const StoredUnit& stored);
  void continue_interrupted(const std::vector<Commit>& hook_writes);
  void adopt_hook(const Commit& writes);
  void adopt_task(const Commit& writes);

  // --- a controller in a new epoch (unit_agent_restored.cpp) ---
  void tell_restored(const UnitSnapshot& published);

  // --- the loop (unit_agent.cpp) ---
  void advance();
  resolver::RemoteState remote_state() const;
  UnitSnapshot own_snapshot() const;
  void rest();
  void tick();
  void wait_for_secret();
  void finish();
  void report_finished();

  /// One hook at a time on a machine; false: the loop goes on once this unit has the lock.
  bool take_lock(const std::string& group = "");

  // --- reboot (unit_agent_reboot.cpp) ---
  void reboot();
  void reboot_once_told();
  void requeue_hook(const std::string& reason);
  void forget_reboot_of_earlier_boot();

  // --- operations (unit_agent_operations.cpp) ---
  void carry_out(const resolver::RunHook& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::SkipHook& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::RunTask& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::EndLostTask& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::Deploy& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::EnterScope& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::LeaveScope& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::ReleaseStorage& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::AcceptLeadership& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::ResignLeadership& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::DropHook& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::Die& operation, const resolver::RemoteState& remote);
  void carry_out(const resolver::Terminate& operation, const resolver::RemoteState& remote);
  void make_context(const Commit& writes, Shared<TaskEntity> task = nullptr);
  void open_context(HookFacts facts);
  void hook_ended(const HookOutcome& outcome);
  void hook_done(bool ran, const std::string& handler);
  void fail_hook(const std::string& reason);
  void note_lost_relation();
  void enter_error(const StatusWrite& status, Commit commit = {});
  void deployed(const DeployOutcome& outcome);
  void use_up_resolved();

  // --- handlers (unit_agent_handlers.cpp) ---
  HookRun run_of(const resolver::HookInfo& hook) const;
  HookRun run_of(const Shared<TaskEntity>& task) const;
  void say_outcome(const HandlerOutcome& outcome) const;
  void note_config();

  // --- tasks (unit_agent_tasks.cpp) ---
  bool lock_for(const TaskEntity& task);
  void task_ended(const HookOutcome& outcome);
  void end_task(Commit commit, const TaskReport& report);
  void task_refused(const Commit& commit, const std::string& reason);
  void end_cancelled_task();
  bool is_task_cancelled() const;

  // --- commands (unit_agent_commands.cpp) ---
  bool begin_commands();
  void commands_ended(const HookOutcome& outcome);
  void answer_commands(const std::string& refusal = "");
  void refuse_all_commands();
  void end_commands_of_earlier_agent();
  const std::string& running_id() const { return commands_ ? commands_->id : record_.hook_id; }

  // --- commits (unit_agent_commits.cpp) ---
  void save(UnitChange change = {});
  void append(Commit commit, bool clear_hook_writes);
  void post(Commit commit);
  void submit(Commit commit, const resolver::LocalState& next);
  std::string running_program() const;
  /// nullopt, or why what the context's program wants to write is not accepted; a broken contract is told in the log.
  std::optional<std::string> refusal_of_writes(const Commit& commit);
  void answered(const Commit& commit, const CommitAnswer& answer);
  BagChanges settle(const Commit& commit);
  void operation_refused(const Commit& commit, const std::string& reason);
  void go_past_awaited();
  void announce(const StatusWrite& status);
  void show_workload_status(const StatusWrite& status);
  void forget_seen_leader_writes();
  std::optional<StatusWrite> agent_status_of(const resolver::LocalState& next) const;

  // --- HookEffects ---
  void keep(const Commit& part) override;
  void report(const Commit& part) override { post(part); }
  StatusRecord workload_status() const override { return record_.workload_status; }
  void set_workload_status(const StatusWrite& status) override;
  std::optional<std::int64_t> leading_term() const override;
  void leader_settings_written(const LeaderWrite& write) override;
  void request_reboot(RebootRequest request) override;
  void log(hook_tools::LogLevel level, const std::string& message) override;
  void log_task(const std::string& message) override;
  std::string fresh_hex(std::size_t size_bytes) override { return services_.chance.hex(size_bytes); }
  TimeMs now() const override { return services_.clock.wall_ms(); }

  void say(LogLevel level, const std::string& message) const;
  resolver::LocalState& local() { return record_.local; }
  const resolver::LocalState& local() const { return record_.local; }

  struct WaitingCommands {
    CommandRequest request;
    CommandsEnded ended;
  };
  struct RunningCommands {
    std::string id; // context id
    CommandsEnded ended;
    CommandResult result;
  };

  UnitId id_;
  UnitName name_;
  std::string boot_id_;
  AgentServices services_;
  Callbacks callbacks_;

  std::optional<UnitSnapshot> snapshot_;
  bool begun_ = false;
  Revision as_of_; // of the snapshot
  bool connected_ = false;
  bool advancing_ = false;
  bool ending_task_ = false; // the running task has been told to end
  bool refused_ = false; // the controller refused an operation that is no hook: wait for the next update
  Activity activity_ = Activity::starting;

  UnitRecord record_;
  std::int64_t resumed_at_ = 0; // commits up to this number are an earlier agent's
  Bag charm_state_;
  Shared<charm::Charm> charm_;
  std::unique_ptr<UnitHookContext> context_; // of the running hook
  std::deque<WaitingCommands> waiting_commands_;
  std::optional<RunningCommands> commands_; // from their start to the answer to their commit
  OwnWrites own_writes_;
  Outbox outbox_;
  RetryTimer retry_;
  std::int64_t update_status_tick_ = 0;
  std::chrono::milliseconds update_status_interval_{}; // that the timer was set for
  std::unique_ptr<Scheduler::Timer> update_status_timer_;
  std::unique_ptr<Scheduler::Timer> secret_timer_;    // something about a secret falls due
  std::unique_ptr<Scheduler::Timer> executing_timer_; // announces a hook that takes long
  std::unique_ptr<Scheduler::Timer> answer_timer_;    // rule 14: no answer for 5 s
  std::unique_ptr<Scheduler::Timer> reboot_timer_;    // the controller does not answer: reboot without
  std::unique_ptr<Scheduler::Timer> again_timer_;     // what could not be fetched is tried again
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // answers that come after us are dropped
};

} // namespace periapt::agent
