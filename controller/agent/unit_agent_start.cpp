// How a unit begins: fresh, from what this machine stored, or from the controller's copy of a machine that was
// lost. Rule: DESIGN section 9, 9 and 18; contract/hooks.md, section 3, "On restart".
#include "agent/unit_agent.h"

#include "agent/commit_parts.h"
#include "resolver/transitions.h"
#include "wire/codec.h"

#include <fmt/format.h>

#include <utility>

namespace periapt::agent {

using resolver::Step;

namespace {

StoredUnit copy_of(const wire::UnitStateAnswer& state) {
  StoredUnit stored;
  if (state.local_state) stored.record.local = wire::decode<resolver::LocalState>(*state.local_state);
  stored.record.outbox_number = state.outbox_number;
  stored.record.workload_status = state.workload_status;
  stored.charm_state = state.charm_state;
  return stored;
}

} // namespace

void UnitAgent::start() {
  const auto stored = services_.store.load_unit(id_);
  if (!snapshot_) {
    if (stored) services_.hooks.kill(stored->record.hook_id);
    return;
  }
  const auto answered_there = snapshot_->unit->outbox_number;
  const bool is_fresh = !stored && answered_there == 0;
  const bool is_whole = stored && stored->record.boot_id == boot_id_ && stored->record.outbox_number >= answered_there;
  if (is_fresh || is_whole) return resume(stored.value_or(StoredUnit{}));
  ask_for_state(); // a power loss takes what was written but not synced: the controller may know more
}

void UnitAgent::ask_for_state() {
  const auto take = [this, alive = alive_](const Reply<wire::UnitStateAnswer>& reply) {
    if (!*alive || activity_ != Activity::starting) return;
    if (reply.value) return take_state(*reply.value);
    say(LogLevel::warning, fmt::format("Cannot fetch the unit's state: {}", reply.error->what()));
    again_timer_ = services_.scheduler.after(std::chrono::seconds(1), [this] { ask_for_state(); });
  };
  services_.controller.fetch_state(id_, take);
}

/// The higher outbox number wins.
void UnitAgent::take_state(const wire::UnitStateAnswer& state) {
  auto stored = services_.store.load_unit(id_);
  if (!stored || stored->record.outbox_number < state.outbox_number) {
    services_.store.remove_unit(id_);
    stored = copy_of(state);
    BagChanges charm_state;
    for (const auto& [key, value] : state.charm_state) charm_state[key] = value;
    services_.store.save_unit(id_, {.charm_state = charm_state});
  }
  resume(*stored);
  advance();
}

void UnitAgent::resume(const StoredUnit& stored) {
  record_ = stored.record;
  record_.name = name_.str();
  forget_seen_leader_writes(); // the snapshot came before the record
  if (std::exchange(record_.boot_id, boot_id_) != boot_id_) {
    record_.lease_term = 0;
    forget_reboot_of_earlier_boot();
  }
  resumed_at_ = record_.outbox_number;
  charm_state_ = stored.charm_state;
  resolver::agent_restarted(local());
  charm_ = services_.charms.load(name_);
  if (!charm_) resolver::charm_lost(local());

  const Commit* awaited = nullptr;
  for (const auto& commit : stored.outbox) {
    own_writes_.add(commit);
    outbox_.append(commit);
    if (commit.number == record_.awaited) awaited = &commit;
  }
  if (!awaited) record_.awaited = 0;
  activity_ = awaited ? Activity::awaiting_answer : Activity::free;
  // Whatever else is awaited, a task's end for one, does not end the error.
  if (local().operation && local().operation->step == Step::failed) retry_.start([this] { advance(); });
  end_commands_of_earlier_agent();
  save();

  if (!awaited) return continue_interrupted(stored.hook_writes);
  services_.hooks.forget(record_.hook_id); // its outcome is durable
  if (!connected_) go_past_awaited();
}

/// What was under way when the last agent ended, other than a commit that waits for its answer.
void UnitAgent::continue_interrupted(const std::vector<Commit>& hook_writes) {
  const auto& operation = local().operation;
  if (local().task) {
    Commit writes;
    for (const auto& part : hook_writes) merge_writes(writes, part);
    return adopt_task(writes);
  }
  const bool is_hook = operation && operation->kind == resolver::OperationKind::hook;
  if (is_hook && operation->step == Step::pending) {
    Commit writes;
    for (const auto& part : hook_writes) merge_writes(writes, part);
    return adopt_hook(writes);
  }
  services_.hooks.forget(record_.hook_id); // its outcome is durable
  if (is_hook && operation->step == Step::done) return fail_hook("its commit was refused");
}

void UnitAgent::adopt_hook(const Commit& writes) {
  if (!charm_) return fail_hook("its charm is gone");
  services_.lock.acquire(this, [] {});
  make_context(writes);
  const HookRun run = run_of(local().operation->hook);
  const auto ended = [this](const HookOutcome& outcome) { hook_ended(outcome); };
  if (services_.hooks.adopt(run, *context_, ended)) {
    activity_ = Activity::running_hook;
    say(LogLevel::info, fmt::format("Adopted the running hook \"{}\"", hook_name(run.hook)));
    return;
  }
  context_.reset();
  fail_hook("interrupted");
}

} // namespace periapt::agent
