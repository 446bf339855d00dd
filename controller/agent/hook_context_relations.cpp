// The relations and bags that a hook's tools see. Rule: contract/hooks.md 5.5, 5.6 and 5.7.
#include "agent/container.h"
#include "agent/unit_hook_context.h"
#include "resolver/transitions.h"

namespace periapt::agent {

using hook_tools::RelationView;

namespace {

[[noreturn]] void deny() { throw make_error(ErrorKind::denied, "permission denied"); }

RelationView view_of(const RelationSnapshot& relation, const resolver::LocalRelation& local,
                     const resolver::HookInfo& hook, const Uuid& own_model) {
  const auto members = resolver::members_during(local, &hook);
  const bool ending = !relation.known || relation.entity->life != Life::alive || relation.entity->suspended;
  return {.number = local.number,
          .endpoint = local.endpoint,
          .peer = relation.peer,
          .container_scope = relation.own.endpoint.scope == Scope::container,
          .listed = relation.peer || !ending || !members.empty(),
          .remote_application = local.remote_application,
          .remote_model = relation.known ? relation.entity->remote_model.value_or(own_model) : own_model,
          .members = {members.begin(), members.end()}};
}

std::string application_of(const std::string& unit) { return unit.substr(0, unit.find('/')); }

} // namespace

std::vector<RelationView> UnitHookContext::relations() const {
  std::vector<RelationView> views;
  for (const auto& local : facts_.local.relations) {
    const auto known = facts_.snapshot.relations.find(local.number);
    if (known == facts_.snapshot.relations.end()) continue;
    views.push_back(view_of(known->second, local, facts_.hook, facts_.snapshot.model->uuid));
  }
  return views;
}

const RelationSnapshot& UnitHookContext::relation(std::int64_t number) const {
  const auto found = facts_.snapshot.relations.find(number);
  if (found == facts_.snapshot.relations.end()) throw make_error(ErrorKind::not_found, "relation not found");
  return found->second;
}

void UnitHookContext::require_readable(const RelationSnapshot& relation, const std::string& unit) const {
  const auto application = application_of(unit);
  const bool container = !relation.peer && relation.own.endpoint.scope == Scope::container;
  if (container && is_stranger(facts_.snapshot, unit)) deny();
  if (unit == facts_.unit.str() || application == relation.other.application_name) return;
  const bool sibling = application == relation.own.application_name;
  if (!sibling || container) deny();
}

void UnitHookContext::prepare_bag(const hook_tools::UnitSettingsFetch& fetch, std::function<void()> ready) {
  const auto known = facts_.snapshot.relations.find(fetch.relation);
  if (known == facts_.snapshot.relations.end() || known->second.units.contains(fetch.unit)) return ready();
  const std::pair key{fetch.relation, fetch.unit};
  if (bags_.contains(key)) return ready();
  const auto take = [this, key, alive = alive_, ready = std::move(ready)](const Reply<wire::BagAnswer>& reply) {
    if (!*alive) return;
    bags_[key] = reply;
    ready();
  };
  controller_.fetch_bag(facts_.snapshot.unit->id, known->second.entity->id, fetch.unit, take);
}

Bag UnitHookContext::unit_settings(std::int64_t number, const std::string& unit) {
  const auto& in = relation(number);
  require_readable(in, unit);
  Bag bag = known_or_fetched(in, unit);
  if (unit == facts_.unit.str()) apply_pending(bag, in.entity->id, false);
  return bag;
}

Bag UnitHookContext::known_or_fetched(const RelationSnapshot& in, const std::string& unit) const {
  if (const auto known = in.units.find(unit); known != in.units.end()) return known->second->settings;
  const auto asked = bags_.find({in.own.number, unit});
  if (asked == bags_.end()) deny();
  if (!asked->second.error) return asked->second.value->settings;
  throw *asked->second.error;
}

Bag UnitHookContext::application_settings(std::int64_t number, const std::string& application) {
  const auto& in = relation(number);
  const bool own = application == in.own.application_name;
  if (!own && application != in.other.application_name) deny();
  if (own && !in.peer && !is_leader()) deny();
  const auto known = in.applications.find(application);
  Bag bag = known == in.applications.end() ? Bag{} : known->second->settings;
  if (own) apply_pending(bag, in.entity->id, true);
  return bag;
}

void UnitHookContext::apply_pending(Bag& bag, RelationId relation, bool application) const {
  for (const auto& write : facts_.writes.settings) {
    if (write.relation == relation && write.application == application) apply_changes(bag, write.changes);
  }
}

void UnitHookContext::write_settings(std::int64_t number, bool application, const BagChanges& changes) {
  SettingsWrite write{.relation = relation(number).entity->id, .application = application, .changes = changes};
  if (application) {
    const auto term = term_to_lead_in();
    if (!term) throw make_error(ErrorKind::denied, "cannot write relation settings");
    write.leader_term = *term;
  }
  buffer(Commit{.settings = {std::move(write)}});
}

} // namespace periapt::agent
