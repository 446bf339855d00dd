// A unit in a tiny model world: runs whatever the resolver chooses until nothing is left, and keeps the list of
// hooks. The world is a RemoteState that the test changes as an operator or another unit would.
#pragma once

#include "resolver/next_operation.h"
#include "resolver/transitions.h"

#include <fmt/format.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace periapt::resolver {

class UnitModel {
public:
  LocalState local;
  RemoteState remote;
  std::vector<std::string> ran; // "db-relation-joined mysql/0"
  std::vector<std::string> released; // storage let go without a hook
  std::set<std::string> failing;
  std::function<void(const std::string&)> during = [](const std::string&) {}; // called while a hook runs
  bool deployable = true;
  bool terminated = false;
  bool dead = false;

  explicit UnitModel(bool leader = true) {
    remote.unit = "wiki/0";
    remote.charm = {"local:wiki-0", "aa", 0};
    remote.settings = "first";
    remote.leader = leader ? "wiki/0" : "wiki/1";
    remote.leader_term = 1;
    remote.boot_id = "boot-1";
  }

  RemoteRelation& relate(std::int64_t number, const std::string& endpoint, const std::string& application) {
    auto& relation = remote.relations[number];
    relation.id = RelationId{number};
    relation.number = number;
    relation.endpoint = endpoint;
    relation.remote_application = application;
    relation.peer = application == "wiki";
    relation.applications[application] = 0;
    return relation;
  }

  RemoteStorage& store(const std::string& id, bool provisioned = true) {
    auto& storage = remote.storages[id];
    storage = {.attachment = ++last_attachment_, .provisioned = provisioned};
    return storage;
  }

  /// Runs until there is nothing to do; returns what ran since the last call.
  std::vector<std::string> settle() {
    ran.clear();
    for (int steps = 0; steps < 1000; ++steps) {
      const auto operation = next_operation(local, remote);
      if (!operation || terminated || dead) return ran;
      std::visit([&](const auto& chosen) { carry_out(chosen); }, *operation);
    }
    throw std::runtime_error("the unit never comes to rest");
  }

  void restart_agent() {
    const bool hook_lost = local.operation && local.operation->kind == OperationKind::hook;
    if (hook_lost && local.operation->step == Step::pending) hook_failed(local);
    agent_restarted(local);
  }

  /// "db-relation-joined mysql/0"
  static std::string text(const HookInfo& hook) {
    auto text = hook_name(hook);
    if (!hook.remote_unit.empty()) text += " " + hook.remote_unit;
    if (hook.storage) text += " " + hook.storage->id;
    if (hook.secret) text += " " + hook.secret->id;
    if (hook.secret && hook.secret->revision > 0) text += fmt::format("/{}", hook.secret->revision);
    if (hook.kind == HookKind::relation_departed && hook.departing_unit != hook.remote_unit) {
      text += " (" + hook.departing_unit + " leaves)";
    }
    return text;
  }

private:
  std::int64_t last_attachment_ = 0;

  void carry_out(const RunHook& operation) {
    if (operation.clear_resolved) remote.resolved = ResolvedMode::none;
    remote.retry_due = false;
    begin_hook(local, remote, operation.hook);
    const auto name = text(operation.hook);
    ran.push_back(name);
    during(name);
    if (failing.contains(name) || failing.contains(hook_name(operation.hook))) {
      ran.back() += " failed";
      return hook_failed(local);
    }
    hook_succeeded(local);
    commit_hook(local);
  }
  void carry_out(const SkipHook& operation) {
    if (operation.clear_resolved) remote.resolved = ResolvedMode::none;
    skip_hook(local, remote, operation.hook);
  }
  void carry_out(const RunTask& operation) {
    begin_task(local, remote, operation.number);
    ran.push_back("task " + std::to_string(operation.number));
    during(ran.back());
    finish_task(local, remote, operation.number);
  }
  void carry_out(const EndLostTask& operation) {
    ran.push_back("lost task " + std::to_string(operation.number));
    finish_task(local, remote, operation.number);
  }
  void carry_out(const Deploy& operation) {
    if (operation.clear_resolved) remote.resolved = ResolvedMode::none;
    remote.retry_due = false;
    begin_deploy(local, operation.charm);
    deployable ? commit_deploy(local) : deploy_failed(local);
  }
  void carry_out(const EnterScope& operation) { enter_scope(local, remote, operation.numbers); }
  void carry_out(const LeaveScope& operation) { leave_scope(local, operation.number); }
  void carry_out(const ReleaseStorage& operation) {
    released.push_back(operation.storage.id);
    release_storage(local, operation.storage);
  }
  void carry_out(const AcceptLeadership& operation) { accept_leadership(local, operation.term); }
  void carry_out(const ResignLeadership&) { resign_leadership(local); }
  void carry_out(const DropHook&) { drop_hook(local); }
  void carry_out(const Die&) { dead = true; }
  void carry_out(const Terminate&) { terminated = true; }
};

using Hooks = std::vector<std::string>;

/// A unit that is deployed and idle.
inline UnitModel settled(bool leader = true) {
  UnitModel unit(leader);
  unit.settle();
  return unit;
}

} // namespace periapt::resolver
