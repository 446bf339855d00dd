// A small model written through the repositories alone, for tests of the store: two related applications,
// each unit on a machine of its own.
#pragma once

#include "charm/charm.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"
#include "store/store.h"
#include "store/unit_repository.h"

#include <string>

namespace periapt::test {

class StoredModel {
public:
  static constexpr TimeMs now = 1'767'348'000'000;

  explicit StoredModel(store::WriteTransaction& transaction) : transaction_(transaction) {
    model = store::models::insert(transaction, "6d0c8a3e-0000-4000-8000-000000000001", "shop", now);
  }

  store::ApplicationRow application(const std::string& name) {
    charm::Charm charm{.name = name};
    charm.endpoints = {{"db", "mysql", Role::requirer, Scope::global, 0, false},
                       {"peers", name + "-peers", Role::peer, Scope::global, 0, false},
                       {"server", "mysql", Role::provider, Scope::global, 0, false}};
    const auto revision = store::models::take_number(transaction_, model, "charm:" + name);
    const auto url = "local:" + name + "-" + std::to_string(revision);
    const auto charm_id = store::charms::insert(
        transaction_, {.model = model, .ref = {url, std::string(64, 'a'), 1}, .revision = revision}, charm);
    const auto id = store::applications::insert(
        transaction_, {.model = model, .name = name, .charm = charm_id, .base = base(), .created_ms = now});
    return store::applications::get(transaction_, id);
  }

  store::UnitRow unit(const store::ApplicationRow& application) {
    const auto name = std::to_string(store::models::take_number(transaction_, model, "machine"));
    return unit_on(application, store::machines::insert(transaction_, model, name, base(), now));
  }

  store::UnitRow unit_on(const store::ApplicationRow& application, MachineId machine) {
    const auto number = store::applications::take_unit_number(transaction_, application.id);
    const auto id = store::units::insert(transaction_, {.model = model,
                                                        .application = application.id,
                                                        .number = number,
                                                        .name = application.name + "/" + std::to_string(number),
                                                        .machine = machine,
                                                        .workload = {"waiting", "", now},
                                                        .agent = {"allocating", "", now}});
    return store::units::get(transaction_, id);
  }

  store::RelationRow relation(const store::ApplicationRow& requirer, const store::ApplicationRow& provider) {
    const auto number = store::models::take_number(transaction_, model, "relation");
    const auto id = store::relations::insert(
        transaction_, model,
        {{requirer.id, requirer.name, {"db", "mysql", Role::requirer, Scope::global, 0, false}, number},
         {provider.id, provider.name, {"server", "mysql", Role::provider, Scope::global, 0, false}, number}},
        now);
    return *store::relations::find(transaction_, id);
  }

  store::RelationRow peers(const store::ApplicationRow& application) {
    const auto number = store::models::take_number(transaction_, model, "relation");
    const auto id = store::relations::insert(
        transaction_, model,
        {{application.id, application.name, {"peers", "p", Role::peer, Scope::global, 0, false}, number}}, now);
    return *store::relations::find(transaction_, id);
  }

  void enter(const store::RelationRow& relation, const store::UnitRow& unit, const Bag& settings = {}) {
    store::relations::enter(
        transaction_, relation,
        {.relation = relation.id, .unit = unit.id, .unit_name = unit.name, .application = unit.application}, settings);
  }

  ModelId model;

private:
  static charm::Base base() { return {.name = "ubuntu", .track = "24.04"}; }
  store::WriteTransaction& transaction_;
};

} // namespace periapt::test
