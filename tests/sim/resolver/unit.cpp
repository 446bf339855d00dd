#include "sim/resolver/unit.h"

#include "resolver/next_operation.h"
#include "resolver/transitions.h"

namespace periapt::sim {

using resolver::HookKind;
using resolver::Step;

SimUnit::SimUnit(std::string name, World& world, History& history, Coverage& coverage, Random& random, Defect defect)
    : name_(std::move(name)), label_(name_ + "#" + name_), world_(world), history_(history), coverage_(coverage),
      random_(random), defect_(defect) {
  deliver();
}

void SimUnit::deliver() {
  const auto old = view_;
  view_ = world_.view_of(name_);
  if (defect_ == Defect::lost_change)
    for (auto& [number, relation] : view_.relations)
      if (old.relations.contains(number))
        for (auto& [member, version] : relation.members)
          if (old.relations.at(number).members.contains(member)) version = old.relations.at(number).members.at(member);
  if (defect_ == Defect::snapshot_merged && view_.life == Life::alive)
    for (auto& [number, relation] : view_.relations)
      if (old.relations.contains(number)) relation.members.merge(std::map(old.relations.at(number).members));
  if (world_.revision() == view_revision_) return;
  view_revision_ = world_.revision();
  const auto told = defect_ == Defect::revision_back && random_.percent(20) ? view_revision_ - 100 : view_revision_;
  history_.push_back({.fact = Fact::observed, .unit = label_, .version = told, .number = 1});
}

resolver::RemoteState SimUnit::seen() const {
  auto state = view_;
  state.boot_id = std::to_string(boot_);
  state.update_status_tick = ticks_;
  state.retry_due = retry_due_;
  if (defect_ == Defect::install_without_storage && !local_.installed)
    std::erase_if(state.storages, [](const auto& storage) { return !storage.second.provisioned; });
  return state;
}

bool SimUnit::in_error() const { return local_.operation && local_.operation->step == Step::failed; }

std::int64_t SimUnit::version_now(const resolver::HookInfo& hook) const {
  switch (hook.kind) {
  case HookKind::config_changed:
    return World::config_version(std::stoll(view_.settings), std::stoll(local_.charm.url.substr(charm_prefix.size())));
  case HookKind::start: return boot_;
  case HookKind::leader_elected: return local_.leader_term;
  case HookKind::storage_attached:
  case HookKind::storage_detaching: return hook.storage->attachment;
  case HookKind::secret_changed: return local_.operation->observed.secret_latest;
  case HookKind::secret_rotate:
  case HookKind::secret_expired: return local_.operation->observed.secret_due;
  case HookKind::secret_remove: return hook.secret->revision;
  default: break;
  }
  const auto* relation = view_.find_relation(hook.number);
  const bool left = !hook.remote_unit.empty() && (!relation || !relation->members.contains(hook.remote_unit));
  return left ? unreadable : local_.operation->observed.bag_version;
}

Event SimUnit::event(Fact fact) const {
  const auto& hook = local_.operation->hook;
  auto remote = hook.remote_unit.empty() ? hook.remote_application : hook.remote_unit + "#" + hook.remote_unit;
  if (hook.storage) remote = hook.storage->id;
  if (hook.secret) remote = hook.secret->id;
  if (hook.secret && hook.secret->revision > 0) remote += "/" + std::to_string(hook.secret->revision);
  const bool of_relation = resolver::is_relation_hook(hook.kind);
  return {.fact = fact, .unit = label_, .hook = kind_name(hook.kind), .relation = of_relation ? hook.number : -1,
          .remote = std::move(remote), .version = begun_version_, .application = owner_of_secret()};
}

/// The application that owns the hook's secret, when it is not the unit itself.
std::string SimUnit::owner_of_secret() const {
  const auto& secret = local_.operation->hook.secret;
  const auto found = secret ? world_.secrets.find(secret->id) : world_.secrets.end();
  return found != world_.secrets.end() && found->second.unit.empty() ? found->second.application : "";
}

bool SimUnit::step(bool faults) {
  if (running_) {
    end_hook(faults);
    return true;
  }
  if (local_.task) {
    end_task();
    return true;
  }
  if (local_.operation && local_.operation->step == Step::done) {
    commit();
    return true;
  }
  if (defect_ == Defect::storage_left_attached && view_.life == Life::dying)
    for (auto& storage : local_.storages) storage.left = true;
  const auto operation = resolver::next_operation(local_, seen());
  if (!operation) return false;
  std::visit([this](const auto& kind) { perform(kind); }, *operation);
  return true;
}

// --- operations --------------------------------------------------------------------------------
void SimUnit::use_resolved(bool clear) {
  retry_due_ = false;
  if (!clear) return;
  world_.units.at(name_).resolved = ResolvedMode::none;
  view_.resolved = ResolvedMode::none;
}

void SimUnit::perform(const resolver::RunHook& operation) {
  use_resolved(operation.clear_resolved);
  resolver::begin_hook(local_, seen(), operation.hook);
  begun_version_ = version_now(operation.hook);
  coverage_.count("hook " + kind_name(operation.hook.kind));
  const bool unseen = (defect_ == Defect::changed_before_joined && operation.hook.kind == HookKind::relation_joined) ||
                      (defect_ == Defect::departed_dropped && operation.hook.kind == HookKind::relation_departed);
  if (unseen) {
    resolver::hook_succeeded(local_);
    return;
  }
  running_ = true;
  history_.push_back(event(Fact::hook_started));
}

void SimUnit::perform(const resolver::SkipHook& operation) {
  use_resolved(operation.clear_resolved);
  coverage_.count(operation.clear_resolved ? "resolved without retry" : "hook without reason skipped");
  const bool began = local_.operation.has_value();
  resolver::begin_hook(local_, seen(), operation.hook);
  if (began) begun_version_ = version_now(operation.hook);
  history_.push_back(event(Fact::hook_succeeded));
  resolver::commit_hook(local_);
  if (operation.hook.kind == HookKind::storage_detaching) world_.leave_storage(operation.hook.storage->id);
  if (operation.hook.kind == HookKind::relation_broken) world_.leave(name_, operation.hook.number);
}

void SimUnit::perform(const resolver::RunTask& operation) {
  coverage_.count(in_error() ? "task run in error" : "task run");
  resolver::begin_task(local_, seen(), operation.number);
  if (const auto task = world_.tasks.find(operation.number); task != world_.tasks.end()) task->second.begun = true;
  history_.push_back({.fact = Fact::task_started, .unit = label_, .number = operation.number});
}

void SimUnit::perform(const resolver::EndLostTask& operation) {
  coverage_.count("lost task ended");
  resolver::begin_task(local_, seen(), operation.number);
  lose_task();
}

/// What it wrote, and that it is over, are one commit.
void SimUnit::end_task() {
  const auto number = local_.task->number;
  history_.push_back({.fact = Fact::task_ended, .unit = label_, .number = number});
  resolver::finish_task(local_, seen(), number);
  if (defect_ == Defect::task_forgotten) local_.finished_tasks.clear();
  world_.tasks.erase(number);
}

void SimUnit::lose_task() {
  coverage_.count("fault: task lost");
  end_task();
}

void SimUnit::perform(const resolver::Deploy& operation) {
  use_resolved(operation.clear_resolved);
  coverage_.count(in_error() ? "charm forced on a hook in error" : "charm deployed");
  resolver::begin_deploy(local_, operation.charm);
  resolver::commit_deploy(local_);
}

void SimUnit::perform(const resolver::EnterScope& operation) {
  coverage_.count("scope entered");
  resolver::enter_scope(local_, seen(), operation.numbers);
  for (const auto number : operation.numbers) world_.enter(name_, number);
}

void SimUnit::perform(const resolver::LeaveScope& operation) {
  resolver::leave_scope(local_, operation.number);
  world_.leave(name_, operation.number);
}

void SimUnit::perform(const resolver::ReleaseStorage& operation) {
  coverage_.count("storage let go without a hook");
  resolver::release_storage(local_, operation.storage);
  world_.leave_storage(operation.storage.id);
}

void SimUnit::perform(const resolver::AcceptLeadership& operation) {
  coverage_.count("leadership accepted");
  resolver::accept_leadership(local_, operation.term);
}

void SimUnit::perform(const resolver::ResignLeadership&) {
  coverage_.count("leadership resigned");
  resolver::resign_leadership(local_);
}

void SimUnit::perform(const resolver::DropHook&) {
  coverage_.count("install dropped");
  resolver::drop_hook(local_);
}

void SimUnit::perform(const resolver::Die&) {
  coverage_.count("unit died");
  world_.dead(name_);
  view_.life = Life::dead;
}

void SimUnit::perform(const resolver::Terminate&) { terminated_ = true; }

// --- the end of a hook -------------------------------------------------------------------------
void SimUnit::plan_write(bool faults) {
  write_ = {};
  if (!faults || local_.relations.empty() || !random_.percent(40)) return;
  const auto& relation = random_.pick(local_.relations);
  write_ = {.number = relation.number, .value = "", .application = local_.leader && random_.percent(40)};
}

void SimUnit::end_hook(bool faults) {
  running_ = false;
  plan_write(faults);
  const auto chance = faults ? random_.below(100) : 99;
  if (chance < 12) {
    coverage_.count("fault: hook failed");
    history_.push_back(event(Fact::hook_failed));
    resolver::hook_failed(local_);
    if (defect_ == Defect::failed_write_kept && write_.number >= 0) world_.write(name_, write_.number, "failed-" + label_);
  } else if (chance < 16) {
    coverage_.count("fault: hook killed");
    history_.push_back(event(Fact::hook_failed));
    resolver::hook_interrupted(local_);
  } else {
    succeed();
  }
}

void SimUnit::succeed() {
  if (write_.application) {
    if (!world_.write_application(name_, write_.number, local_.leader_term)) {
      coverage_.count("fault: stale leader refused");
      history_.push_back(event(Fact::hook_failed));
      resolver::hook_failed(local_);
      return;
    }
    coverage_.count("application bag written");
  }
  auto success = event(Fact::hook_succeeded);
  if (write_.number >= 0 && !write_.application) {
    coverage_.count("unit bag written");
    write_.value = label_ + "-" + std::to_string(history_.size());
    success.number = write_.number;
    success.value = write_.value;
  }
  resolver::hook_succeeded(local_);
  history_.push_back(std::move(success));
  plant_in_local();
}

void SimUnit::plant_in_local() {
  auto& operation = *local_.operation;
  auto& observed = operation.observed;
  if (defect_ == Defect::version_of_the_end && !operation.hook.remote_unit.empty())
    if (const auto now = world_.view_of(name_).find_relation(operation.hook.number))
      if (now->members.contains(operation.hook.remote_unit)) observed.bag_version = now->members.at(operation.hook.remote_unit);
  if (defect_ == Defect::event_of_the_end && operation.hook.kind == HookKind::relation_changed)
    if (const auto now = world_.view_of(name_).find_relation(operation.hook.number)) {
      const auto& publisher = operation.hook.remote_unit.empty() ? operation.hook.remote_application : operation.hook.remote_unit;
      const bool holds = now->events.contains(publisher);
      observed.events = holds ? std::vector<std::string>{"even"} : std::vector<std::string>{};
    }
  if (defect_ == Defect::config_of_the_end) {
    view_ = world_.view_of(name_);
    observed.settings = resolver::config_identity(local_, seen());
  }
  if (defect_ == Defect::secret_of_the_end && operation.hook.kind == HookKind::secret_changed)
    if (const auto now = world_.secrets.find(operation.hook.secret->id); now != world_.secrets.end())
      observed.secret_latest = now->second.latest;
  if (defect_ == Defect::start_twice && operation.hook.kind == HookKind::start) observed.boot_id = "?";
  if (defect_ == Defect::broken_before_departed && operation.hook.kind == HookKind::relation_joined)
    if (auto* relation = local_.find_relation(operation.hook.relation)) relation->members.clear();
}

void SimUnit::commit() {
  const auto hook = local_.operation->hook;
  if (write_.number >= 0 && !write_.application) world_.write(name_, write_.number, write_.value);
  write_ = {};
  resolver::commit_hook(local_);
  if (hook.kind == HookKind::relation_broken) world_.leave(name_, hook.number);
  if (hook.kind == HookKind::storage_detaching) world_.leave_storage(hook.storage->id);
  if (defect_ == Defect::storage_forgotten && hook.kind == HookKind::storage_attached) local_.storages.clear();
  auto* relation = local_.find_relation(hook.relation);
  if (!relation) return;
  if (defect_ == Defect::joined_without_changed) relation->changed_pending.clear();
  if (defect_ == Defect::broken_before_departed && hook.kind == HookKind::relation_changed) relation->members.clear();
}

// --- faults ------------------------------------------------------------------------------------
void SimUnit::crash_agent() {
  if (!local_.operation || local_.operation->step == Step::queued) coverage_.count("fault: agent restarted between hooks");
  if (local_.operation && local_.operation->step == Step::done) {
    coverage_.count("fault: agent restarted before the commit");
    if (defect_ == Defect::rerun_after_done) resolver::hook_interrupted(local_);
  }
  resolver::agent_restarted(local_);
  if (defect_ == Defect::secrets_forgotten) local_.secrets.clear();
  if (defect_ == Defect::events_forgotten)
    for (auto& relation : local_.relations) relation.events.clear();
  if (local_.task) {
    if (random_.percent(30)) lose_task();
    else coverage_.count("fault: task adopted");
  }
  if (!running_) return;
  switch (random_.below(3)) {
  case 0: coverage_.count("fault: hook adopted"); return;
  case 1:
    coverage_.count("fault: exit found after restart");
    running_ = false;
    write_ = {};
    return succeed();
  default:
    coverage_.count("fault: hook lost with its supervisor");
    running_ = false;
    history_.push_back(event(Fact::hook_failed));
    resolver::hook_failed(local_);
  }
}

void SimUnit::reboot() {
  coverage_.count("fault: machine rebooted");
  ++boot_;
  resolver::agent_restarted(local_);
  if (local_.task) lose_task();
  if (!running_) return;
  running_ = false;
  history_.push_back(event(Fact::hook_failed));
  resolver::hook_failed(local_);
}

} // namespace periapt::sim
