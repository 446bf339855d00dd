#include "agent/unit_agent.h"

#include "agent/model_settings.h"
#include "agent/remote_composition.h"
#include "agent/secret_composition.h"
#include "core/leadership.h"

#include <algorithm>
#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::milliseconds look_at_clock{60'000}; // somebody may set it

} // namespace

UnitAgent::UnitAgent(UnitId id, UnitName name, std::string boot_id, const AgentServices& services, Callbacks callbacks)
    : id_(id), name_(std::move(name)), boot_id_(std::move(boot_id)), services_(services),
      callbacks_(std::move(callbacks)),
      outbox_(id, services.controller, services.scheduler,
              [this](const Commit& commit, const CommitAnswer& answer) { answered(commit, answer); }),
      retry_(services.scheduler, services.chance) {}

UnitAgent::~UnitAgent() {
  *alive_ = false;
  services_.lock.release(this);
}

void UnitAgent::learn(std::optional<UnitSnapshot> snapshot, const Revision& as_of) {
  const bool is_restored = as_of_.epoch != as_of.epoch && begun_ && snapshot_ && snapshot;
  const auto published = is_restored ? std::optional(own_snapshot()) : std::nullopt;
  snapshot_ = std::move(snapshot);
  as_of_ = as_of;
  own_writes_.seen(as_of);
  forget_seen_leader_writes();
  refused_ = false;
  if (!std::exchange(begun_, true)) start();
  if (!snapshot_) finish();
  else if (update_status_timer_ && update_status_interval(*snapshot_->model) != update_status_interval_) tick();
  if (published && activity_ != Activity::starting && activity_ != Activity::finished) tell_restored(*published);
  end_cancelled_task();
  note_lost_relation();
}

void UnitAgent::connected() {
  connected_ = true;
  outbox_.connected();
  if (activity_ == Activity::starting && begun_) ask_for_state();
}

void UnitAgent::disconnected() {
  connected_ = false;
  outbox_.disconnected();
  go_past_awaited();
  advance();
}

// --- leadership ---------------------------------------------------------------------------------
bool UnitAgent::wants_lease() const { return snapshot_ && snapshot_->unit->life == Life::alive; }

bool UnitAgent::must_claim() const {
  if (!wants_lease()) return false;
  const auto& leader = snapshot_->application->leader;
  return !leader || (leader == name_.str() && record_.lease_term == 0);
}

void UnitAgent::lease_granted(std::int64_t term, std::int64_t expiry_ms) {
  record_.lease_term = term;
  record_.lease_expiry_ms = expiry_ms;
  if (activity_ != Activity::starting) save();
}

void UnitAgent::lease_denied() {
  if (record_.lease_term == 0) return;
  record_.lease_term = 0;
  if (activity_ != Activity::starting) save();
}

std::optional<std::int64_t> UnitAgent::leading_term() const {
  if (record_.lease_term == 0) return std::nullopt;
  const std::chrono::milliseconds left(record_.lease_expiry_ms - services_.clock.boot_ms());
  if (!leadership::may_claim_true(left)) return std::nullopt;
  return record_.lease_term;
}

// --- the loop -----------------------------------------------------------------------------------
void UnitAgent::advance() {
  if (advancing_) return;
  advancing_ = true;
  while (activity_ == Activity::free && !refused_) {
    if (record_.reboot != RebootRequest::none) {
      reboot();
      break;
    }
    if (begin_commands()) continue;
    const auto remote = remote_state();
    const auto operation = resolver::next_operation(local(), remote);
    if (!operation) break;
    std::visit([&](const auto& chosen) { carry_out(chosen, remote); }, *operation);
  }
  advancing_ = false;
  if (activity_ == Activity::free) rest();
}

resolver::RemoteState UnitAgent::remote_state() const {
  auto remote = snapshot_ ? compose_remote_state(*snapshot_, charm_.get()) : gone_remote_state(name_.str());
  if (snapshot_) remote.secrets = compose_secrets(*snapshot_, services_.clock.wall_ms());
  remote.boot_id = boot_id_;
  remote.update_status_tick = update_status_tick_;
  remote.retry_due = retry_.due() && snapshot_ && retries_hooks(*snapshot_->model);
  if (own_writes_.clears_resolved()) remote.resolved = ResolvedMode::none;
  return remote;
}

UnitSnapshot UnitAgent::own_snapshot() const {
  auto snapshot = *snapshot_;
  own_writes_.apply_to(snapshot);
  for (const auto& write : record_.leader_writes) apply_leader_write(snapshot, write.changes);
  return snapshot;
}

bool UnitAgent::take_lock(const std::string& group) {
  const auto granted = [this] {
    if (activity_ == Activity::waiting_for_lock) activity_ = Activity::free;
    advance();
  };
  if (services_.lock.acquire(this, granted, group)) return true;
  activity_ = Activity::waiting_for_lock;
  return false;
}

/// Nothing can be done now.
void UnitAgent::rest() {
  services_.lock.release(this);
  if (local().idle() && local().started) {
    announce({"idle", ""});
    if (!update_status_timer_) tick();
    wait_for_secret();
  }
  callbacks_.rested();
}

bool UnitAgent::settled() const {
  if (activity_ != Activity::free || !outbox_.entries().empty() || !waiting_commands_.empty() || must_claim()) return false;
  const auto& operation = local().operation;
  if (operation) return operation->step == resolver::Step::failed && !local().task;
  return local().idle() && local().started && wants_lease();
}

/// A secret of ours may fall due to be rotated or expire while nothing else happens.
void UnitAgent::wait_for_secret() {
  const auto now = services_.clock.wall_ms();
  const auto due = snapshot_ ? next_secret_due(*snapshot_, now) : std::nullopt;
  if (!due) return secret_timer_.reset();
  const auto wait = std::min(std::chrono::milliseconds(*due - now), look_at_clock);
  secret_timer_ = services_.scheduler.after(wait, [this] { advance(); });
}

/// Each wait is the interval ±20 %. Rule: contract/hooks.md, section 10.
void UnitAgent::tick() {
  update_status_interval_ = update_status_interval(*snapshot_->model);
  const auto wait = update_status_interval_ * (1 + 0.2 * services_.chance.jitter());
  const auto on_tick = [this] {
    ++update_status_tick_;
    if (snapshot_) tick();
    advance();
  };
  update_status_timer_ = services_.scheduler.after(std::chrono::duration_cast<std::chrono::milliseconds>(wait), on_tick);
}

void UnitAgent::finish() {
  if (activity_ == Activity::finished) return;
  activity_ = Activity::finished;
  update_status_timer_.reset();
  secret_timer_.reset();
  executing_timer_.reset();
  answer_timer_.reset();
  services_.lock.release(this);
  refuse_all_commands();
  if (context_) services_.hooks.kill(running_id()); // its end is the unit's
  else report_finished();
}

void UnitAgent::report_finished() {
  again_timer_ = services_.scheduler.after(std::chrono::milliseconds(0), callbacks_.finished);
}

std::set<RelationId> UnitAgent::entered_relations() const {
  std::set<RelationId> relations;
  for (const auto& relation : local().relations) relations.insert(relation.id);
  return relations;
}

// --- log ----------------------------------------------------------------------------------------
void UnitAgent::log(hook_tools::LogLevel level, const std::string& message) {
  services_.log({.wall_ms = services_.clock.wall_ms(),
                 .entity = name_.tag(),
                 .level = static_cast<LogLevel>(level),
                 .module = "unit." + name_.str() + ".juju-log",
                 .message = message});
}

void UnitAgent::say(LogLevel level, const std::string& message) const {
  services_.log({.wall_ms = services_.clock.wall_ms(),
                 .entity = name_.tag(),
                 .level = level,
                 .module = "juju.worker.uniter",
                 .message = message});
}

} // namespace periapt::agent
