#include "resolver/next_operation.h"

#include "resolver/next_secret_hook.h"
#include "resolver/next_storage.h"
#include "resolver/next_task.h"

namespace periapt::resolver {
namespace {

using Decision = std::optional<Operation>;

Operation run(HookKind kind) { return RunHook{.hook = {.kind = kind}}; }

/// A queued or failed hook whose reason has gone is committed without running it.
bool is_pointless(const HookInfo& hook, const LocalState& local, const RemoteState& remote) {
  if (hook.kind == HookKind::leader_elected) return !local.leader;
  if (is_storage_gone(hook, remote) || is_secret_gone(hook, local, remote)) return true;
  const bool needs_relation = hook.kind == HookKind::relation_created || hook.kind == HookKind::relation_joined ||
                              hook.kind == HookKind::relation_changed;
  if (!needs_relation) return false;
  const auto* relation = remote.find_relation(hook.number);
  return !relation || relation->life == Life::dead;
}

Operation run_or_skip(const HookInfo& hook, const LocalState& local, const RemoteState& remote, bool clear_resolved) {
  if (is_pointless(hook, local, remote)) return SkipHook{hook, clear_resolved};
  return RunHook{hook, clear_resolved};
}

/// A charm that was forced is taken in error too; a new resource of it waits.
bool must_take_charm(const CharmVersion& taken, const RemoteState& remote) {
  return remote.charm_forced && taken.url != remote.charm.url;
}

// --- an operation is under way ------------------------------------------------------------------
Decision retry_hook(const HookInfo& hook, const LocalState& local, const RemoteState& remote) {
  switch (remote.resolved) {
  case ResolvedMode::no_retry: return SkipHook{hook, true};
  case ResolvedMode::retry: return run_or_skip(hook, local, remote, true);
  case ResolvedMode::none: break;
  }
  if (must_take_charm(local.charm, remote)) return Deploy{remote.charm};
  if (remote.retry_due) return run_or_skip(hook, local, remote, false);
  return std::nullopt;
}

Decision continue_hook(const CurrentOperation& operation, const LocalState& local, const RemoteState& remote) {
  if (operation.step == Step::failed) return retry_hook(operation.hook, local, remote);
  if (operation.step != Step::queued) return std::nullopt;
  if (operation.hook.kind == HookKind::install) {
    if (auto next = next_storage(local, remote)) return next;
    if (must_wait_for_storage(local, remote)) return std::nullopt;
  }
  if (remote.life != Life::alive && operation.hook.kind == HookKind::install) return DropHook{};
  return run_or_skip(operation.hook, local, remote, false);
}

/// A first deployment is tried again by itself; an upgrade that failed waits for an operator, or for another charm
/// that is forced (8.7).
Decision continue_deploy(const CurrentOperation& operation, const LocalState& local, const RemoteState& remote) {
  if (!local.installed && remote.life != Life::alive) return Die{};
  if (operation.step == Step::queued || operation.step == Step::pending) return Deploy{remote.charm};
  if (remote.resolved != ResolvedMode::none) return Deploy{remote.charm, true};
  if (must_take_charm(operation.charm, remote)) return Deploy{remote.charm};
  if (!local.installed && remote.retry_due) return Deploy{remote.charm};
  return std::nullopt;
}

Decision continue_operation(const LocalState& local, const RemoteState& remote) {
  const auto& operation = *local.operation;
  return operation.kind == OperationKind::deploy ? continue_deploy(operation, local, remote)
                                                 : continue_hook(operation, local, remote);
}

// --- the loop's rows, in their order -----------------------------------------------------------
bool must_resign(const LocalState& local, const RemoteState& remote) {
  if (!local.leader) return false;
  if (remote.life != Life::alive) return true;
  return remote.leader && (!remote.leads() || remote.leader_term != local.leader_term);
}

Decision start_after_reboot(const LocalState& local, const RemoteState& remote) {
  if (!local.started || local.stopped || local.boot_id == remote.boot_id) return std::nullopt;
  return run(HookKind::start);
}

Decision enter_scope(const LocalState& local, const RemoteState& remote) {
  EnterScope entered;
  for (const auto& [number, relation] : remote.relations) {
    if (relation.ending() || relation.foreign || !relation.endpoint_known || local.find_relation(relation.id)) continue;
    entered.numbers.push_back(number);
  }
  if (entered.numbers.empty()) return std::nullopt;
  return entered;
}

/// A hook of a relation must see the network keys that entering it put into the own bag.
bool must_wait_for_own_bag(const LocalState& local, const RemoteState& remote) {
  for (const auto& relation : local.relations) {
    const auto* now = remote.find_relation(relation.number);
    if (!relation.created && !relation.hookless && now && !now->ending() && !now->own_bag_known) return true;
  }
  return false;
}

Decision relation_created(const LocalState& local, const RemoteState& remote) {
  for (const auto& relation : local.relations) {
    const auto* now = remote.find_relation(relation.number);
    if (relation.created || relation.hookless || !now || now->ending()) continue;
    return RunHook{.hook = {.kind = HookKind::relation_created,
                            .relation = relation.id,
                            .number = relation.number,
                            .endpoint = relation.endpoint,
                            .remote_application = relation.remote_application}};
  }
  return std::nullopt;
}

/// Before its first start a unit waits to know who leads; row 6 is asked before config-changed.
bool must_wait_for_leader(const LocalState& local, const RemoteState& remote) {
  return !local.started && !local.leader && !remote.leader;
}

Decision leadership(const LocalState& local, const RemoteState& remote) {
  if (remote.leads() && !local.leader) return AcceptLeadership{remote.leader_term};
  if (!remote.leader || remote.leads() || local.leader_settings_told == remote.leader_settings_version) {
    return std::nullopt;
  }
  return run(HookKind::leader_settings_changed);
}

Decision relations(const LocalState& local, const RemoteState& remote) {
  for (const bool peers : {false, true}) {
    for (const auto& relation : local.relations) {
      if (relation.peer != peers) continue;
      const auto* now = remote.find_relation(relation.number);
      const bool over = remote.life != Life::alive || !now || now->ending();
      if (relation.hookless && over) return LeaveScope{relation.number};
      if (auto hook = next_relation_hook(relation, remote)) return RunHook{.hook = *hook};
    }
  }
  return std::nullopt;
}

Decision teardown(const LocalState& local, const RemoteState& remote) {
  if (auto next = next_storage(local, remote)) return next;
  if (!local.installed) return Die{};
  if (auto task = next_task(local, remote)) return task;
  if (auto hook = relations(local, remote)) return hook;
  if (local.started && !local.stopped) return run(HookKind::stop);
  if (!local.removed) return run(HookKind::remove);
  if (remote.has_subordinates) return std::nullopt;
  return Die{};
}

/// The charm comes first, then the storage that it may need, then its first hook.
Decision before_install(const LocalState& local, const RemoteState& remote) {
  if (local.charm.url.empty()) return Deploy{remote.charm};
  if (auto next = next_storage(local, remote)) return next;
  if (must_wait_for_storage(local, remote)) return std::nullopt;
  return run(HookKind::install);
}

Decision when_alive(const LocalState& local, const RemoteState& remote) {
  if (!local.installed) return before_install(local, remote);
  if (auto entered = enter_scope(local, remote)) return entered;
  if (must_wait_for_own_bag(local, remote)) return std::nullopt;
  if (auto hook = relation_created(local, remote)) return hook;
  if (must_wait_for_leader(local, remote)) return std::nullopt;
  if (auto change = leadership(local, remote)) return change;
  if (auto hook = next_secret_hook(local, remote)) return RunHook{.hook = *hook};
  if (auto task = next_task(local, remote)) return task;
  if (auto next = next_storage(local, remote)) return next;
  if (local.charm != remote.charm) return Deploy{remote.charm};
  if (local.settings_told != config_identity(local, remote)) return run(HookKind::config_changed);
  if (auto hook = relations(local, remote)) return hook;
  if (local.update_status_told != remote.update_status_tick) return run(HookKind::update_status);
  return std::nullopt;
}

} // namespace

std::optional<Operation> next_operation(const LocalState& local, const RemoteState& remote) {
  if (remote.life == Life::dead) return Terminate{};
  if (must_resign(local, remote)) return ResignLeadership{};
  if (local.task) return std::nullopt;
  if (local.operation) {
    if (auto task = next_task(local, remote)) return task;
    return continue_operation(local, remote);
  }
  if (local.installed && local.charm.url.empty()) return Deploy{remote.charm}; // its disk was lost: no hook without it
  if (auto start = start_after_reboot(local, remote)) return start;
  return remote.life == Life::alive ? when_alive(local, remote) : teardown(local, remote);
}

} // namespace periapt::resolver
