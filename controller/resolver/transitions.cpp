#include "resolver/transitions.h"

#include "resolver/told_secrets.h"

#include <algorithm>
#include <utility>

namespace periapt::resolver {
namespace {

void queue_hook(LocalState& local, HookKind kind) {
  local.operation = CurrentOperation{.kind = OperationKind::hook, .step = Step::queued, .hook = {.kind = kind}};
}

std::int64_t version_in(const std::map<std::string, std::int64_t>& versions, const std::string& name) {
  const auto found = versions.find(name);
  return found == versions.end() ? 0 : found->second;
}

/// A unit that has left keeps the version its last hook saw.
std::int64_t observed_bag(const LocalState& local, const RemoteState& remote, const HookInfo& hook) {
  const auto* relation = remote.find_relation(hook.number);
  if (hook.remote_unit.empty()) return relation ? version_in(relation->applications, hook.remote_application) : 0;
  if (relation && relation->members.contains(hook.remote_unit)) return relation->members.at(hook.remote_unit);
  const auto* known = local.find_relation(hook.relation);
  return known ? version_in(known->members, hook.remote_unit) : 0;
}

const std::string& publisher_of(const HookInfo& hook) {
  return hook.remote_unit.empty() ? hook.remote_application : hook.remote_unit;
}

std::vector<std::string> observed_events(const RemoteState& remote, const HookInfo& hook) {
  const auto* relation = remote.find_relation(hook.number);
  if (!relation) return {};
  const auto events = relation->events.find(publisher_of(hook));
  if (events == relation->events.end()) return {};
  return {events->second.begin(), events->second.end()};
}

/// What does not hold any more is told again once it does.
void forget_ended_events(LocalRelation& relation, const HookInfo& hook, const Observed& observed) {
  const auto told = relation.events.find(publisher_of(hook));
  if (told == relation.events.end()) return;
  std::erase_if(told->second, [&](const auto& event) {
    return std::find(observed.events.begin(), observed.events.end(), event) == observed.events.end();
  });
  if (told->second.empty()) relation.events.erase(told);
}

void set_storage(LocalState& local, const StorageSubject& storage, bool left) {
  std::erase_if(local.storages, [&](const auto& known) { return known.id == storage.id; });
  local.storages.push_back({.id = storage.id, .attachment = storage.attachment, .left = left});
}

/// What the controller has removed is forgotten here too.
void forget_storages(LocalState& local, const RemoteState& remote) {
  std::erase_if(local.storages, [&](const auto& known) {
    const auto now = remote.storages.find(known.id);
    return now == remote.storages.end() || now->second.attachment != known.attachment;
  });
}

void commit_relation_hook(LocalRelation& relation, const HookInfo& hook, const Observed& observed) {
  switch (hook.kind) {
  case HookKind::relation_created: relation.created = true; break;
  case HookKind::relation_joined:
    relation.members[hook.remote_unit] = observed.bag_version;
    relation.changed_pending = hook.remote_unit;
    break;
  case HookKind::relation_changed:
    forget_ended_events(relation, hook, observed);
    if (hook.remote_unit.empty()) {
      relation.applications[hook.remote_application] = observed.bag_version;
    } else {
      relation.members[hook.remote_unit] = observed.bag_version;
      if (relation.changed_pending == hook.remote_unit) relation.changed_pending.clear();
    }
    break;
  case HookKind::relation_departed:
    relation.members.erase(hook.remote_unit);
    relation.events.erase(hook.remote_unit);
    break;
  case HookKind::named_event: relation.events[publisher_of(hook)].push_back(*hook.event); break;
  default: break;
  }
}

/// What the hook was about is told now; what must follow directly is queued.
void commit_unit_hook(LocalState& local, const HookInfo& hook, const Observed& observed) {
  switch (hook.kind) {
  case HookKind::install: local.installed = true; break;
  case HookKind::start:
    local.started = true;
    local.boot_id = observed.boot_id;
    break;
  case HookKind::storage_attached: set_storage(local, *hook.storage, false); break;
  case HookKind::storage_detaching: set_storage(local, *hook.storage, true); break;
  case HookKind::stop: local.stopped = true; break;
  case HookKind::remove: local.removed = true; break;
  case HookKind::leader_settings_changed: local.leader_settings_told = observed.leader_settings_version; break;
  case HookKind::upgrade_charm: queue_hook(local, HookKind::config_changed); break;
  case HookKind::config_changed:
    local.settings_told = observed.settings;
    if (!local.started) queue_hook(local, HookKind::start);
    break;
  default: break;
  }
}

} // namespace

void begin_hook(LocalState& local, const RemoteState& remote, const HookInfo& hook) {
  forget_storages(local, remote);
  forget_secrets(local, remote);
  local.operation = CurrentOperation{.kind = OperationKind::hook,
                                     .step = Step::pending,
                                     .hook = hook,
                                     .observed = {.bag_version = observed_bag(local, remote, hook),
                                                  .events = observed_events(remote, hook),
                                                  .settings = config_identity(local, remote),
                                                  .leader_settings_version = remote.leader_settings_version,
                                                  .update_status_tick = remote.update_status_tick,
                                                  .boot_id = remote.boot_id}};
  observe_secret(local.operation->observed, remote, hook);
}

void hook_succeeded(LocalState& local) { local.operation->step = Step::done; }
void hook_failed(LocalState& local) { local.operation->step = Step::failed; }
void hook_interrupted(LocalState& local) { local.operation->step = Step::queued; }

void commit_hook(LocalState& local) {
  const auto operation = *std::exchange(local.operation, std::nullopt);
  local.update_status_told = operation.observed.update_status_tick;
  if (operation.hook.kind == HookKind::relation_broken) {
    leave_scope(local, operation.hook.number);
  } else if (auto* relation = local.find_relation(operation.hook.relation)) {
    commit_relation_hook(*relation, operation.hook, operation.observed);
  }
  commit_unit_hook(local, operation.hook, operation.observed);
  tell_secret(local, operation.hook, operation.observed);
}

void skip_hook(LocalState& local, const RemoteState& remote, const HookInfo& hook) {
  begin_hook(local, remote, hook);
  commit_hook(local);
}

void drop_hook(LocalState& local) { local.operation.reset(); }

void begin_deploy(LocalState& local, const CharmVersion& charm) {
  CurrentOperation deployment{.kind = OperationKind::deploy, .step = Step::pending, .charm = charm};
  if (const auto& under_way = local.operation) {
    const bool in_error = under_way->kind == OperationKind::hook && under_way->step == Step::failed;
    deployment.over_failed_hook = in_error || under_way->over_failed_hook;
    if (deployment.over_failed_hook) {
      deployment.hook = under_way->hook;
      deployment.observed = under_way->observed;
    }
  }
  local.operation = std::move(deployment);
}

void deploy_failed(LocalState& local) { local.operation->step = Step::failed; }

void commit_deploy(LocalState& local) {
  local.charm = local.operation->charm;
  local.leader_settings_told.reset();
  if (!local.operation->over_failed_hook)
    return queue_hook(local, local.installed ? HookKind::upgrade_charm : HookKind::install);
  local.operation->kind = OperationKind::hook;
  local.operation->step = Step::failed;
  local.operation->charm = {};
  local.operation->over_failed_hook = false;
}

void charm_lost(LocalState& local) { local.charm = {}; }

void begin_task(LocalState& local, const RemoteState& remote, std::int64_t number) {
  local.task = LocalTask{.number = number, .id = remote.tasks.at(number).id};
}

void finish_task(LocalState& local, const RemoteState& remote, std::int64_t number) {
  local.task.reset();
  std::erase_if(local.finished_tasks, [&](std::int64_t one) { return !remote.tasks.contains(one); });
  local.finished_tasks.push_back(number);
}

void enter_scope(LocalState& local, const RemoteState& remote, const std::vector<std::int64_t>& numbers) {
  for (const auto number : numbers) {
    const auto& relation = remote.relations.at(number);
    local.relations.push_back({.id = relation.id,
                               .number = number,
                               .endpoint = relation.endpoint,
                               .remote_application = relation.remote_application,
                               .peer = relation.peer,
                               .hookless = relation.hookless});
  }
  std::sort(local.relations.begin(), local.relations.end(),
            [](const auto& left, const auto& right) { return left.number < right.number; });
}

void leave_scope(LocalState& local, std::int64_t number) {
  std::erase_if(local.relations, [&](const auto& relation) { return relation.number == number; });
}

void accept_leadership(LocalState& local, std::int64_t term) {
  local.leader = true;
  local.leader_term = term;
  queue_hook(local, HookKind::leader_elected);
}

void resign_leadership(LocalState& local) { local.leader = false; }

void release_storage(LocalState& local, const StorageSubject& storage) { set_storage(local, storage, true); }

void agent_restarted(LocalState& local) {
  local.leader_settings_told.reset();
  local.update_status_told = 0;
  if (local.operation) local.operation->observed.update_status_tick = 0;
}

std::set<std::string> members_during(const LocalRelation& relation, const HookInfo* hook) {
  std::set<std::string> members;
  for (const auto& [unit, version] : relation.members) members.insert(unit);
  if (!hook || hook->number != relation.number || !is_relation_hook(hook->kind)) return members;
  if (hook->kind == HookKind::relation_joined) members.insert(hook->remote_unit);
  if (hook->kind == HookKind::relation_departed) members.erase(hook->remote_unit);
  return members;
}

} // namespace periapt::resolver
