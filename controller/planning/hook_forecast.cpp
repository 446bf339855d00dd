#include "planning/hook_forecast.h"

#include "core/names.h"
#include "resolver/next_operation.h"
#include "resolver/transitions.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::planning {
namespace {

using namespace resolver;

constexpr int most_steps = 100'000; // a unit that never comes to rest would be a defect of the resolver

// --- a unit's world ------------------------------------------------------------------------------
/// Who leads: the lease's holder, else, as agents claim it in their order, the first that may.
std::optional<std::string> leader_of(const ModelPicture& model, const std::string& name) {
  const auto& application = model.applications.at(name);
  const auto may_lead = [](const UnitPicture& unit) { return unit.life == Life::alive; };
  if (application.leader) {
    const auto holder = model.units.find(*application.leader);
    if (holder != model.units.end() && may_lead(holder->second)) return application.leader;
  }
  const UnitPicture* first = nullptr;
  for (const auto& [unit_name, unit] : model.units)
    if (unit.application == name && may_lead(unit) && (!first || unit.number < first->number)) first = &unit;
  return first ? std::optional(first->name) : std::nullopt;
}

std::string settings_of(const ApplicationPicture& application) {
  std::string text = application.trust ? "trust\n" : "";
  for (const auto& [name, value] : application.config) {
    const auto shown = config_text(value);
    text += fmt::format("{} {} {} {}\n", name, value.index(), shown.size(), shown);
  }
  return text;
}

const std::string& principal_of(const UnitPicture& unit) { return unit.principal ? *unit.principal : unit.name; }

class World {
public:
  World(const ModelPicture& model, const UnitPicture& unit)
      : model_(model), unit_(unit), application_(model.applications.at(unit.application)) {}

  RemoteState compose() const {
    RemoteState remote{.unit = unit_.name, .life = unit_.life, .application_life = application_.life};
    remote.charm = application_.charm;
    remote.charm_forced = application_.charm_forced;
    remote.settings = settings_of(application_);
    remote.leader = leader_of(model_, unit_.application);
    remote.leader_term = remote.leader == application_.leader ? application_.leader_term : application_.leader_term + 1;
    for (const auto& [number, relation] : model_.relations)
      for (const auto& end : relation.ends)
        if (end.application_name == unit_.application) remote.relations.emplace(number, compose(relation, end, number));
    for (const auto& [label, storage] : model_.storage)
      if (storage.unit == unit_.name)
        remote.storages[label] = {.attachment = storage.attachment, .life = storage.attachment_life, .provisioned = true};
    return remote;
  }

private:
  RemoteRelation compose(const RelationPicture& relation, const RelationEnd& own, std::int64_t number) const {
    const bool peer = relation.ends.size() == 1;
    const auto& other = peer || relation.ends[1].application != own.application ? relation.ends.back() : relation.ends[0];
    const bool declared = std::any_of(application_.endpoints.begin(), application_.endpoints.end(),
                                      [&](const auto& endpoint) { return endpoint.name == own.endpoint.name; });
    RemoteRelation remote{.id = relation.id, .number = number, .life = relation.life, .suspended = relation.suspended};
    remote.endpoint = own.endpoint.name;
    remote.remote_application = other.application_name;
    remote.peer = peer;
    remote.hookless = !declared && own.endpoint.name == implicit_juju_info.name;
    remote.endpoint_known = declared || remote.hookless;
    remote.foreign = !peer && is_foreign(own, other);
    for (const auto& [name, unit] : model_.units)
      if (unit.application == other.application_name && sees(own, unit, peer)) remote.members.emplace(name, 1);
    for (const auto& name : relation.foreign_units) remote.members.emplace(name, 1);
    remote.applications.emplace(other.application_name, 0);
    return remote;
  }

  bool sees(const RelationEnd& own, const UnitPicture& other, bool peer) const {
    if (other.name == unit_.name || other.life != Life::alive) return false;
    return peer || own.endpoint.scope == Scope::global || principal_of(other) == principal_of(unit_);
  }

  /// Of a subordinate: container-scoped, with neither its principal nor a subordinate beside it.
  bool is_foreign(const RelationEnd& own, const RelationEnd& other) const {
    if (!unit_.principal || own.endpoint.scope != Scope::container) return false;
    return std::none_of(model_.units.begin(), model_.units.end(), [&](const auto& entry) {
      return entry.second.application == other.application_name && principal_of(entry.second) == *unit_.principal;
    });
  }

  const ModelPicture& model_;
  const UnitPicture& unit_;
  const ApplicationPicture& application_;
};

// --- a unit that does whatever the resolver chooses -------------------------------------------------
std::string shown(const HookInfo& hook) {
  auto text = hook_name(hook);
  if (!hook.remote_unit.empty()) text += " " + hook.remote_unit;
  if (hook.storage) text += " " + hook.storage->id;
  return text;
}

class Forecast {
public:
  /// Every hook until the unit is at rest in this world.
  std::vector<HookInfo> settle(const RemoteState& remote) {
    hooks_.clear();
    for (int step = 0; step < most_steps && !over_; ++step) {
      const auto operation = next_operation(local_, remote);
      if (!operation) break;
      std::visit([&](const auto& chosen) { carry_out(chosen, remote); }, *operation);
    }
    return std::move(hooks_);
  }

private:
  void carry_out(const RunHook& chosen, const RemoteState& remote) {
    hooks_.push_back(chosen.hook);
    skip_hook(local_, remote, chosen.hook);
  }
  void carry_out(const SkipHook& chosen, const RemoteState& remote) { skip_hook(local_, remote, chosen.hook); }
  void carry_out(const Deploy& chosen, const RemoteState&) {
    begin_deploy(local_, chosen.charm);
    commit_deploy(local_);
  }
  void carry_out(const EnterScope& chosen, const RemoteState& remote) { enter_scope(local_, remote, chosen.numbers); }
  void carry_out(const LeaveScope& chosen, const RemoteState&) { leave_scope(local_, chosen.number); }
  void carry_out(const ReleaseStorage& chosen, const RemoteState&) { release_storage(local_, chosen.storage); }
  void carry_out(const AcceptLeadership& chosen, const RemoteState&) { accept_leadership(local_, chosen.term); }
  void carry_out(const ResignLeadership&, const RemoteState&) { resign_leadership(local_); }
  void carry_out(const DropHook&, const RemoteState&) { drop_hook(local_); }
  void carry_out(const RunTask& chosen, const RemoteState& remote) { finish_task(local_, remote, chosen.number); }
  void carry_out(const EndLostTask& chosen, const RemoteState& remote) { finish_task(local_, remote, chosen.number); }
  void carry_out(const Die&, const RemoteState&) { over_ = true; }
  void carry_out(const Terminate&, const RemoteState&) { over_ = true; }

  LocalState local_;
  std::vector<HookInfo> hooks_;
  bool over_ = false;
};

bool has_program(const ApplicationPicture& application, const HookInfo& hook) {
  return application.programs.contains("dispatch") || application.programs.contains(hook_name(hook));
}

} // namespace

std::vector<std::string> hooks_between(const ModelPicture& before, const ModelPicture& after, const std::string& unit) {
  Forecast forecast;
  if (const auto known = before.units.find(unit); known != before.units.end())
    forecast.settle(World(before, known->second).compose());
  const auto& now = after.units.at(unit);
  const auto& application = after.applications.at(now.application);
  std::vector<std::string> names;
  for (const auto& hook : forecast.settle(World(after, now).compose()))
    if (has_program(application, hook)) names.push_back(shown(hook));
  return names;
}

} // namespace periapt::planning
