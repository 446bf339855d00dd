// What a unit tells the controller, and what the answers mean. Rule: DESIGN section 9, 12 and 14 to 16.
#include "agent/unit_agent.h"

#include "agent/agent_status.h"
#include "agent/commit_parts.h"
#include "agent/interface_contracts.h"
#include "agent/model_settings.h"
#include "base/fault_point.h"
#include "resolver/transitions.h"
#include "wire/codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::seconds answer_patience{5};
constexpr std::chrono::seconds ask_again{5};

} // namespace

void UnitAgent::save(UnitChange change) {
  change.record = record_;
  services_.store.save_unit(id_, change);
}

/// The commit is written down, with its number, before it is sent; if it cannot be, the number is not used up.
void UnitAgent::append(Commit commit, bool clear_hook_writes) {
  commit.number = ++record_.outbox_number;
  try {
    save({.appended = commit, .clear_hook_writes = clear_hook_writes});
  } catch (...) {
    --record_.outbox_number;
    throw;
  }
  PERIAPT_FAULT_POINT("agent.after-done-before-send");
  own_writes_.add(commit);
  outbox_.append(std::move(commit));
}

/// An effect that nothing waits for.
void UnitAgent::post(Commit commit) { append(std::move(commit), false); }

std::optional<std::string> UnitAgent::refusal_of_writes(const Commit& commit) {
  const auto& before = context_->facts().snapshot;
  if (auto refusal = refusal_of(commit, before, charm_state_)) return refusal;
  for (auto& breach : contract_breaches(commit, before)) {
    if (refuses_breaches(*before.model)) return std::move(breach);
    say(LogLevel::warning, breach);
  }
  return std::nullopt;
}

/// An operation's end: `next` becomes the local state once the controller accepts. It is synced while the controller is at
/// work on it already: if power is lost in between, the controller's copy has the higher number and wins (rule 18).
void UnitAgent::submit(Commit commit, const resolver::LocalState& next) {
  commit.local_state = wire::encode(next);
  if (const auto status = agent_status_of(next); status && *status != record_.agent_status) {
    record_.agent_status = *status;
    commit.agent_status = status;
  }
  record_.awaited = record_.outbox_number + 1;
  activity_ = Activity::awaiting_answer;
  PERIAPT_FAULT_POINT("agent.before-done");
  append(std::move(commit), true);
  services_.store.sync();
  if (!connected_) return go_past_awaited();
  answer_timer_ = services_.scheduler.after(answer_patience, [this] {
    go_past_awaited();
    advance();
  });
}

/// For people who ask who has written what, and for the controller's count of what has ended.
std::string UnitAgent::running_program() const {
  if (commands_) return "commands";
  if (local().task) return context_ ? "action " + context_->facts().task->action : "action";
  return local().operation ? hook_name(local().operation->hook) : "";
}

/// The agent status that fits `next`, so that it can travel with the commit that leads there.
std::optional<StatusWrite> UnitAgent::agent_status_of(const resolver::LocalState& next) const {
  const auto operation = resolver::next_operation(next, remote_state());
  if (!operation) {
    if (next.idle() && next.started) return StatusWrite{"idle", ""};
    return std::nullopt;
  }
  const auto* run = std::get_if<resolver::RunHook>(&*operation);
  if (!run || run->hook.kind == resolver::HookKind::update_status) return std::nullopt;
  return executing_status(run->hook);
}

void UnitAgent::answered(const Commit& commit, const CommitAnswer& answer) {
  PERIAPT_FAULT_POINT("agent.after-answer");
  if (activity_ == Activity::finished) return;
  if (answer.accepted) own_writes_.accepted(commit.number, answer.revision);
  else own_writes_.refused(commit.number);

  UnitChange change{.delivered = commit.number};
  const bool awaited = commit.number == record_.awaited;
  if (awaited && answer.accepted) change.charm_state = settle(commit);
  if (awaited) record_.awaited = 0;
  save(std::move(change));
  reboot_once_told();
  if (answer.accepted) return advance();

  say(LogLevel::error, fmt::format("The controller refused commit {}: {}", commit.number, answer.reason));
  if (awaited) operation_refused(commit, answer.reason);
  advance();
}

/// The operation has happened: its commit's local state is the unit's. Returns what changed in the charm's state.
BagChanges UnitAgent::settle(const Commit& commit) {
  local() = wire::decode<resolver::LocalState>(*commit.local_state);
  if (commit.number <= resumed_at_) resolver::agent_restarted(local());
  record_.awaited = 0;
  answer_timer_.reset();
  const bool failed = local().operation && local().operation->step == resolver::Step::failed;
  if (!failed) retry_.reset();
  else if (!retry_.started()) retry_.start([this] { advance(); }); // a charm was forced under the hook in error
  if (record_.reboot == RebootRequest::none) services_.lock.release(this); // else nothing runs before the reboot
  activity_ = Activity::free;
  if (commit.dead) finish();
  const auto changes = commit.charm_state.value_or(BagChanges{});
  apply_charm_state(charm_state_, changes);
  if (commands_) answer_commands();
  return changes;
}

/// Refused means that the hook failed. Anything else is looked at again with the next update.
void UnitAgent::operation_refused(const Commit& commit, const std::string& reason) {
  answer_timer_.reset();
  activity_ = Activity::free;
  if (commands_) return answer_commands(reason);
  if (local().task) return task_refused(commit, reason);
  if (local().operation && local().operation->step == resolver::Step::done) return fail_hook(reason);
  services_.lock.release(this);
  refused_ = true;
  again_timer_ = services_.scheduler.after(ask_again, [this] {
    refused_ = false;
    advance();
  });
}

/// Rule 14: without an answer the unit goes on past a commit that cannot be refused.
void UnitAgent::go_past_awaited() {
  if (activity_ != Activity::awaiting_answer || outbox_.full()) return;
  const auto& entries = outbox_.entries();
  const auto awaited = std::find_if(entries.begin(), entries.end(),
                                    [&](const Commit& commit) { return commit.number == record_.awaited; });
  if (awaited == entries.end() || is_fence(*awaited)) return;
  UnitChange change{.charm_state = settle(*awaited)};
  save(std::move(change));
}

void UnitAgent::announce(const StatusWrite& status) {
  if (record_.agent_status == status) return;
  record_.agent_status = status;
  post(Commit{.agent_status = status});
}

// --- what a hook's tools cause ------------------------------------------------------------------
void UnitAgent::keep(const Commit& part) {
  if (commands_) return; // their program ends with this agent
  services_.store.save_unit(id_, {.hook_write = part});
}

void UnitAgent::set_workload_status(const StatusWrite& status) {
  local().status_set = true;
  show_workload_status(status);
  post(Commit{.workload_status = status});
}

/// Known before the tool returns, so that the next hook reads it, also of the next agent.
void UnitAgent::leader_settings_written(const LeaderWrite& write) {
  record_.leader_writes.push_back(write);
  save();
}

/// Those that the snapshot holds, or that were written over since.
void UnitAgent::forget_seen_leader_writes() {
  std::erase_if(record_.leader_writes, [&](const LeaderWrite& write) {
    return is_seen(Revision::parse(write.revision).value(), as_of_);
  });
}

void UnitAgent::show_workload_status(const StatusWrite& status) {
  record_.workload_status = {status.status, status.message, services_.clock.wall_ms()};
}

} // namespace periapt::agent
