// What the operator of a history does to applications, units and relations. What is refused is refused.
#include "services/configure.h"
#include "services/deploy.h"
#include "services/refresh.h"
#include "services/relate.h"
#include "services/remove.h"
#include "services/resolve.h"
#include "sim/model/charm.h"
#include "sim/model/world.h"
#include "store/application_repository.h"
#include "store/relation_repository.h"
#include "store/storage_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::sim {
namespace {

constexpr std::size_t most_units = 6;
constexpr std::size_t most_applications = 4;

} // namespace

std::vector<std::string> ModelWorld::application_names() const {
  return controller_.read([&](const store::ReadTransaction& transaction) {
    std::vector<std::string> names;
    for (const auto& row : store::applications::list(transaction, controller_.model()))
      if (row.life == Life::alive) names.push_back(row.name);
    return names;
  });
}

std::vector<std::string> ModelWorld::unit_names() const {
  return controller_.read([&](const store::ReadTransaction& transaction) {
    std::vector<std::string> names;
    for (const auto& row : store::units::list(transaction, controller_.model())) names.push_back(row.name);
    return names;
  });
}

void ModelWorld::operate() {
  auto names = application_names();
  if (names.empty()) return add_application();
  switch (setting_.random.below(26)) {
  case 0: return add_application();
  case 1:
  case 2: return add_unit(setting_.random.pick(names));
  case 3: return remove_something();
  case 4:
  case 5: return set_config(setting_.random.pick(names));
  case 6:
  case 7: return relate();
  case 8: return unrelate();
  case 9:
  case 10: return refresh(setting_.random.pick(names));
  case 11:
  case 12:
  case 13:
  case 14: return ask_for_task();
  case 15: return cancel_task();
  case 16: return add_storage();
  case 17:
  case 18: return detach_storage();
  case 19:
  case 20:
  case 21: return settle_free_storage();
  case 22: return let_rotate();
  default: return resolve_all();
  }
}

void ModelWorld::add_application() {
  if (application_names().size() >= most_applications) return;
  const bool subordinate = applications_made_ > 1 && setting_.random.percent(40);
  const auto letter = std::string(1, static_cast<char>('a' + applications_made_++ % 26));
  const auto name = (subordinate ? "sub" : "app") + letter + (applications_made_ > 26 ? "z" : "");
  services::DeployRequest request{.charm_url = controller_.charm_url(name), .application = name};
  request.num_units = subordinate ? 0 : static_cast<int>(1 + setting_.random.below(2));
  if (!subordinate && setting_.random.percent(40)) request.storage[storage_name] = "local,1";
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::deploy(transaction, controller_.model(), request, setting_.time.wall_ms());
    for (const auto& unit : store::units::list(transaction, controller_.model()))
      if (UnitName(unit.name).application().str() == name) note_first_storage(transaction, unit.name);
  });
}

void ModelWorld::add_unit(const std::string& application) {
  if (unit_names().size() >= most_units) return;
  controller_.operate([&](store::WriteTransaction& transaction) {
    const auto made = services::add_units(transaction, controller_.model(), {.application = application}, setting_.time.wall_ms());
    for (const auto& unit : made) note_first_storage(transaction, unit);
  });
}

void ModelWorld::remove_something() {
  const auto applications = application_names();
  const auto units = unit_names();
  if (units.empty() || applications.size() < 2) return;
  const bool whole = setting_.random.percent(30);
  const auto& name = whole ? setting_.random.pick(applications) : setting_.random.pick(units);
  const services::RemoveRequest request{.names = {name}, .destroy_storage = setting_.random.percent(30), .force = setting_.random.percent(40)};
  controller_.operate([&](store::WriteTransaction& transaction) {
    const auto plans = whole ? services::remove_applications(transaction, controller_.model(), request, setting_.time.wall_ms())
                             : services::remove_units(transaction, controller_.model(), request, setting_.time.wall_ms());
    if (!request.force || plans.front().error) return;
    if (!whole) controller_.note_forced_removal(transaction, name);
    for (const auto& unit : plans.front().units) controller_.note_forced_removal(transaction, unit);
  });
}

void ModelWorld::refresh(const std::string& application) {
  const services::RefreshRequest request{.charm_url = controller_.charm_url(application, setting_.random.below(charm_revisions))};
  controller_.operate([&](store::WriteTransaction& transaction) {
    const auto refreshed = services::refresh(transaction, controller_.model(), application, request, setting_.time.wall_ms());
    if (refreshed.changed) setting_.coverage.count("charm refreshed");
  });
}

void ModelWorld::set_config(const std::string& application) {
  const auto value = std::to_string(++setting_.last_value);
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::configure(transaction, controller_.model(), application, {.set = {{value_key, value}}});
  });
}

void ModelWorld::relate() {
  const auto names = application_names();
  if (names.size() < 2) return;
  const auto left = setting_.random.pick(names), right = setting_.random.pick(names);
  std::string requirer = left + ":use", provider = right + ":db";
  if (is_subordinate(left) && setting_.random.percent(70)) {
    const bool implicit = setting_.random.percent(50);
    requirer = left + (implicit ? ":host" : ":beside");
    if (implicit) provider = right + ":juju-info";
  }
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::relate(transaction, controller_.model(), requirer, provider, setting_.time.wall_ms());
  });
}

void ModelWorld::unrelate() {
  const auto numbers = controller_.read([&](const store::ReadTransaction& transaction) {
    std::vector<std::int64_t> found;
    for (const auto& row : store::relations::list(transaction, controller_.model()))
      if (!row.peer()) found.push_back(row.number());
    return found;
  });
  if (numbers.empty()) return;
  const auto number = setting_.random.pick(numbers);
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::remove_relation(transaction, controller_.model(), {.number = number}, false, setting_.time.wall_ms());
  });
}

void ModelWorld::resolve_all() {
  const bool no_retry = setting_.faults && setting_.random.percent(40);
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::resolve(transaction, controller_.model(), {.all = true, .no_retry = no_retry});
  });
}

std::size_t ModelWorld::units_in_error() const {
  return controller_.read([&](const store::ReadTransaction& transaction) {
    std::size_t count = 0;
    for (const auto& row : store::units::list(transaction, controller_.model())) count += row.agent.current == "error";
    return count;
  });
}

} // namespace periapt::sim
