// How each operation is carried out. Rule: contract/hooks.md, sections 2, 3, 8 and 9.
#include "agent/unit_agent.h"

#include "agent/agent_status.h"
#include "base/fault_point.h"
#include "resolver/transitions.h"
#include "wire/codec.h"

#include <fmt/format.h>

namespace periapt::agent {
namespace {

using resolver::HookInfo;
using resolver::HookKind;
using resolver::RemoteState;

constexpr std::chrono::milliseconds long_hook{100};
constexpr std::chrono::seconds fetch_again{2};

/// So that the controller plans the next rotation; `newest` is what it was when the hook began.
std::optional<SecretRotated> rotated_by(const HookInfo& hook, std::int64_t newest) {
  if (hook.kind != HookKind::secret_rotate) return std::nullopt;
  return SecretRotated{hook.secret->id, newest};
}

} // namespace

// --- hooks --------------------------------------------------------------------------------------
void UnitAgent::carry_out(const resolver::RunHook& operation, const RemoteState& remote) {
  if (!take_lock()) return;
  const auto& hook = operation.hook;
  if (operation.clear_resolved) use_up_resolved();
  if (hook.kind == HookKind::start && local().started) {
    say(LogLevel::info, "reboot detected; triggering implicit start hook to notify charm");
  }
  resolver::begin_hook(local(), remote, hook);
  record_.hook_id = fmt::format("{}-{}-{}", name_.str(), hook_name(hook), services_.chance.hex(16));
  if (const auto status = status_before(hook, local())) {
    show_workload_status(*status);
    post(Commit{.workload_status = status});
  }
  save({.clear_hook_writes = true});
  PERIAPT_FAULT_POINT("agent.hook-pending");

  make_context({});
  activity_ = Activity::running_hook;
  const HookRun run = run_of(hook);
  services_.hooks.start(run, *context_, [this](const HookOutcome& outcome) { hook_ended(outcome); });
  PERIAPT_FAULT_POINT("agent.hook-started");
  if (hook.kind == HookKind::update_status) return;
  executing_timer_ = services_.scheduler.after(long_hook, [this, hook] { announce(executing_status(hook)); });
}

void UnitAgent::make_context(const Commit& writes, Shared<TaskEntity> task) {
  open_context({.unit = name_,
                .operation = record_.hook_id,
                .hook = task ? HookInfo{} : local().operation->hook,
                .local = local(),
                .snapshot = own_snapshot(),
                .charm = nullptr,
                .charm_state = charm_state_,
                .writes = writes,
                .task = std::move(task),
                .previous_config = record_.config_told});
}

void UnitAgent::open_context(HookFacts facts) {
  if (!charm_) charm_ = std::make_shared<const charm::Charm>(); // the runner says what is wrong
  facts.charm = charm_;
  HookEffects& effects = *this;
  context_ = std::make_unique<UnitHookContext>(std::move(facts), effects, services_.controller);
}

void UnitAgent::hook_ended(const HookOutcome& outcome) {
  PERIAPT_FAULT_POINT("agent.hook-ended");
  executing_timer_.reset();
  const auto id = running_id();
  if (activity_ == Activity::finished) {
    context_.reset();
    services_.hooks.forget(id);
    return report_finished();
  }
  if (commands_) {
    commands_ended(outcome);
    return advance();
  }
  if (local().task) {
    task_ended(outcome);
    context_.reset();
    services_.hooks.forget(id);
    return advance();
  }
  const bool was_killed_to_reboot = record_.reboot == RebootRequest::now; // however it ended
  switch (was_killed_to_reboot ? HookOutcome::Kind::interrupted : outcome.kind) {
  case HookOutcome::Kind::succeeded: hook_done(true, outcome.handler); break;
  case HookOutcome::Kind::missing: hook_done(false, {}); break;
  case HookOutcome::Kind::failed: fail_hook(outcome.reason); break;
  case HookOutcome::Kind::interrupted: requeue_hook(outcome.reason); break;
  }
  context_.reset();
  services_.hooks.forget(id);
  advance();
}

/// Exit 0, or no such hook: what it wrote becomes one commit.
void UnitAgent::hook_done(bool ran, const std::string& handler) {
  const auto hook = local().operation->hook;
  Commit commit = ran ? context_->writes() : Commit{};
  if (ran) commit.program = running_program();
  if (const auto refusal = refusal_of_writes(commit)) return fail_hook(*refusal);
  const auto outcome = commit.outcome;
  if (hook.kind == HookKind::config_changed) note_config();
  commit.refresh_network_keys = ran && hook.kind == HookKind::config_changed;
  if (hook.kind == HookKind::relation_broken) commit.leave_scope = {hook.relation};
  commit.secret_rotated = rotated_by(hook, local().operation->observed.secret_latest);
  if (hook.kind == HookKind::storage_detaching) commit.detached_storage = {AttachmentId{hook.storage->attachment}};
  if (const auto status = status_after(hook, local())) {
    show_workload_status(*status);
    commit.workload_status = status;
  }
  resolver::hook_succeeded(local());
  auto next = local();
  resolver::commit_hook(next);
  submit(std::move(commit), next);
  say(LogLevel::info, ran ? fmt::format("ran \"{}\" hook (via {})", hook_name(hook), handler) // others wait for the commit
                          : fmt::format("skipped \"{}\" hook (missing)", hook_name(hook)));
  if (outcome) say_outcome(*outcome);
}

void UnitAgent::carry_out(const resolver::SkipHook& operation, const RemoteState& remote) {
  if (operation.clear_resolved) use_up_resolved();
  auto next = local();
  resolver::skip_hook(next, remote, operation.hook);
  Commit commit;
  if (operation.hook.kind == HookKind::relation_broken) commit.leave_scope = {operation.hook.relation};
  if (const auto* secret = operation.hook.secret ? remote.find_secret(operation.hook.secret->id) : nullptr)
    commit.secret_rotated = rotated_by(operation.hook, secret->latest_revision);
  if (operation.hook.kind == HookKind::storage_detaching) commit.detached_storage = {AttachmentId{operation.hook.storage->attachment}};
  submit(std::move(commit), next);
}

void UnitAgent::carry_out(const resolver::DropHook&, const RemoteState&) {
  resolver::drop_hook(local());
  save();
}

/// The hook is in error until it is retried or resolved.
void UnitAgent::fail_hook(const std::string& reason) {
  auto status = failed_status(local().operation->hook);
  say(LogLevel::error, fmt::format("{}: {}", status.message, reason));
  std::optional<HandlerOutcome> outcome;
  if (context_) outcome = context_->writes().outcome;
  if (outcome) {
    say_outcome(*outcome);
    if (!outcome->reason.empty()) status.message += ": " + outcome->reason; // no charm of Juju's has handlers
  }
  record_.reboot = RebootRequest::none;
  resolver::hook_failed(local());
  enter_error(status, {.program = running_program(), .outcome = std::move(outcome)});
}

/// Nothing but a retry, or being passed over, can end the error; what it is about is not there any more.
void UnitAgent::note_lost_relation() {
  const auto& operation = local().operation;
  if (!snapshot_ || activity_ == Activity::starting || activity_ == Activity::finished) return;
  if (!operation || operation->step != resolver::Step::failed || !is_relation_hook(operation->hook.kind)) return;
  const auto relation = snapshot_->relations.find(operation->hook.number);
  if (relation != snapshot_->relations.end() && relation->second.known) return;
  announce(lost_relation_status(operation->hook));
}

void UnitAgent::enter_error(const StatusWrite& status, Commit commit) {
  activity_ = Activity::free;
  services_.lock.release(this);
  record_.agent_status = status;
  commit.local_state = wire::encode(local());
  commit.agent_status = status;
  if (!record_.hook_id.empty()) commit.secrets = SecretWrites{.operation = record_.hook_id, .writes = {}};
  append(std::move(commit), true);
  retry_.start([this] { advance(); });
}

void UnitAgent::use_up_resolved() {
  retry_.reset();
  post(Commit{.clear_resolved = true});
}

// --- charm --------------------------------------------------------------------------------------
void UnitAgent::carry_out(const resolver::Deploy& operation, const RemoteState&) {
  if (operation.clear_resolved) use_up_resolved();
  resolver::begin_deploy(local(), operation.charm);
  save();
  activity_ = Activity::deploying;
  const auto done = [this, alive = alive_](const DeployOutcome& outcome) {
    if (*alive) deployed(outcome);
  };
  services_.charms.deploy(name_, snapshot_->application->charm, done);
}

void UnitAgent::deployed(const DeployOutcome& outcome) {
  if (activity_ != Activity::deploying) return;
  if (outcome.charm) {
    PERIAPT_FAULT_POINT("agent.charm-deployed");
    charm_ = outcome.charm;
    auto next = local();
    resolver::commit_deploy(next);
    Commit commit{.charm_url = next.charm.url};
    if (next.operation->step == resolver::Step::failed) { // the hook is in error again, whatever was shown meanwhile
      record_.agent_status = failed_status(next.operation->hook);
      commit.agent_status = record_.agent_status;
    }
    submit(std::move(commit), next);
  } else if (outcome.error->kind() == ErrorKind::unavailable) {
    say(LogLevel::warning, fmt::format("Cannot fetch the charm: {}", outcome.error->what()));
    again_timer_ = services_.scheduler.after(fetch_again, [this] {
      activity_ = Activity::free;
      advance();
    });
  } else {
    say(LogLevel::error, fmt::format("Cannot deploy the charm: {}", outcome.error->what()));
    resolver::deploy_failed(local());
    enter_error({"error", local().installed ? "upgrade failed" : "installing the charm failed"});
  }
  advance();
}

// --- relations, leadership, the end -------------------------------------------------------------
void UnitAgent::carry_out(const resolver::EnterScope& operation, const RemoteState& remote) {
  auto next = local();
  resolver::enter_scope(next, remote, operation.numbers);
  Commit commit;
  for (const auto number : operation.numbers) commit.enter_scope.push_back(remote.relations.at(number).id);
  submit(std::move(commit), next);
}

void UnitAgent::carry_out(const resolver::LeaveScope& operation, const RemoteState&) {
  Commit commit;
  for (const auto& relation : local().relations) {
    if (relation.number == operation.number) commit.leave_scope = {relation.id};
  }
  auto next = local();
  resolver::leave_scope(next, operation.number);
  submit(std::move(commit), next);
}

void UnitAgent::carry_out(const resolver::ReleaseStorage& operation, const RemoteState&) {
  auto next = local();
  resolver::release_storage(next, operation.storage);
  submit(Commit{.detached_storage = {AttachmentId{operation.storage.attachment}}}, next);
}

void UnitAgent::carry_out(const resolver::AcceptLeadership& operation, const RemoteState&) {
  resolver::accept_leadership(local(), operation.term);
  save();
}

void UnitAgent::carry_out(const resolver::ResignLeadership&, const RemoteState&) {
  resolver::resign_leadership(local());
  save();
}

void UnitAgent::carry_out(const resolver::Die&, const RemoteState&) { submit(Commit{.dead = true}, local()); }

void UnitAgent::carry_out(const resolver::Terminate&, const RemoteState&) { finish(); }

} // namespace periapt::agent
