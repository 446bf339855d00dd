#include "sim/model/world.h"

#include "services/configure.h"
#include "services/deploy.h"
#include "services/relate.h"
#include "services/remove.h"
#include "services/resolve.h"
#include "sim/model/charm.h"
#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

namespace periapt::sim {
namespace {

constexpr std::size_t most_units = 6;
constexpr std::size_t most_applications = 4;

} // namespace

const std::vector<std::string>& expected_coverage() {
  static const std::vector<std::string> names = {
      "hook install", "hook leader-elected", "hook leader-settings-changed", "hook config-changed", "hook start",
      "hook update-status", "hook stop", "hook remove", "hook relation-created", "hook relation-joined",
      "hook relation-changed", "hook relation-departed", "hook relation-broken", "hook skipped",
      "application bag written", "leadership lost", "hook told that it leads", "reboot by a hook",
      "hook of a subordinate", "commit accepted", "commit refused", "snapshot applied",
      "fault: hook failed", "fault: hook killed", "fault: agent killed", "fault: hook adopted",
      "fault: exit found after restart", "fault: machine rebooted", "fault: machine cut off",
      "fault: controller restarted", "fault: stream broken", "fault: request lost", "fault: request repeated",
      "fault: answer lost"};
  return names;
}

ModelWorld::ModelWorld(std::uint64_t seed, ModelDefect defect, Coverage& coverage)
    : setting_(seed, defect, coverage), controller_(setting_) {}

std::vector<Breach> ModelWorld::play() {
  add_application();
  add_application();
  relate();
  const auto rounds = 25 + setting_.random.below(35);
  for (std::size_t round = 0; round < rounds; ++round) {
    if (setting_.random.percent(60)) operate();
    if (setting_.random.percent(60)) disturb();
    setting_.time.run_for(static_cast<std::int64_t>(200 + setting_.random.below(9000)));
    follow_machines();
  }
  quieten();
  if (const auto errors = units_in_error()) return {{"I12", std::to_string(errors) + " units stay in error", -1}};
  return check(setting_.history, controller_.final_state());
}

// --- the operator ------------------------------------------------------------------------------
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
  switch (setting_.random.below(10)) {
  case 0: return add_application();
  case 1:
  case 2: return add_unit(setting_.random.pick(names));
  case 3: return remove_something();
  case 4:
  case 5: return set_config(setting_.random.pick(names));
  case 6:
  case 7: return relate();
  case 8: return unrelate();
  default: return resolve_all();
  }
}

void ModelWorld::add_application() {
  if (application_names().size() >= most_applications) return;
  const bool subordinate = applications_made_ > 1 && setting_.random.percent(40);
  services::DeployRequest request{.charm_url = subordinate ? controller_.subordinate_url() : controller_.charm_url(),
                                  .application = std::string(subordinate ? "sub" : "app") + std::string(1, static_cast<char>('a' + applications_made_++ % 26)) +
                                                 (applications_made_ > 26 ? "z" : "")};
  request.num_units = subordinate ? 0 : static_cast<int>(1 + setting_.random.below(2));
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::deploy(transaction, controller_.model(), request, setting_.time.wall_ms());
  });
}

void ModelWorld::add_unit(const std::string& application) {
  if (unit_names().size() >= most_units) return;
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::add_units(transaction, controller_.model(), {.application = application}, setting_.time.wall_ms());
  });
}

void ModelWorld::remove_something() {
  const auto applications = application_names();
  const auto units = unit_names();
  if (units.empty() || applications.size() < 2) return;
  const bool whole = setting_.random.percent(30);
  const auto& name = whole ? setting_.random.pick(applications) : setting_.random.pick(units);
  controller_.operate([&](store::WriteTransaction& transaction) {
    const services::RemoveRequest request{.names = {name}};
    if (whole) services::remove_applications(transaction, controller_.model(), request, setting_.time.wall_ms());
    else services::remove_units(transaction, controller_.model(), request, setting_.time.wall_ms());
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
    services::remove_relation(transaction, controller_.model(), {.number = number}, setting_.time.wall_ms());
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

// --- faults ------------------------------------------------------------------------------------
void ModelWorld::disturb() {
  auto& random = setting_.random;
  if (random.percent(12)) {
    setting_.coverage.count("fault: controller restarted");
    controller_.stop();
    for (auto& [id, machine] : machines_) machine->break_stream();
    setting_.time.run_for(static_cast<std::int64_t>(100 + random.below(15'000)));
    controller_.start();
    return;
  }
  if (machines_.empty()) return;
  auto& machine = *random.pick(machines_).second;
  switch (random.below(8)) {
  case 0:
  case 1: return machine.kill_agent();
  case 2: return machine.power_off();
  case 3: return machine.cut_off(static_cast<std::int64_t>(1000 + random.below(30'000)));
  case 4:
  case 5: return cut_off_a_leader();
  default:
    setting_.coverage.count("fault: stream broken");
    return machine.break_stream();
  }
}

/// Amid a hook and for longer than a lease lasts: what it wrote as leader must come to nothing.
void ModelWorld::cut_off_a_leader() {
  const auto leading = controller_.read([&](const store::ReadTransaction& transaction) {
    std::vector<MachineId> ids;
    for (const auto& application : store::applications::list(transaction, controller_.model()))
      if (application.leader) ids.push_back(store::units::get(transaction, *application.leader).machine);
    return ids;
  });
  for (const auto id : leading) {
    const auto found = machines_.find(id);
    if (found == machines_.end() || !found->second->runs_hook()) continue;
    return found->second->cut_off(static_cast<std::int64_t>(70'000 + setting_.random.below(60'000)));
  }
}

// --- machines ----------------------------------------------------------------------------------
/// What the machine manager does with a provider: wanted machines are made, those without units are ended.
void ModelWorld::follow_machines() {
  if (!controller_.up()) return;
  const auto rows = controller_.read([](const store::ReadTransaction& transaction) { return store::machines::list_all(transaction); });
  std::map<MachineId, bool> wanted;
  for (const auto& row : rows) {
    wanted[row.id] = true;
    if (row.life == Life::alive && !machines_.contains(row.id)) {
      controller_.operate([&](store::WriteTransaction& transaction) {
        const auto number = store::machines::free_address_number(transaction);
        store::machines::set_address(transaction, row, number, "127.9.0." + std::to_string(number));
        store::machines::set_instance_status(transaction, row, "running", "Running", setting_.time.wall_ms());
      });
      machines_[row.id] = std::make_unique<SimMachine>(row.id, controller_, setting_);
    } else if (row.life != Life::alive) {
      const bool empty = controller_.read([&](const store::ReadTransaction& transaction) { return store::units::on_machine(transaction, row.id).empty(); });
      if (!empty) continue;
      machines_.erase(row.id);
      controller_.operate([&](store::WriteTransaction& transaction) { store::machines::remove(transaction, row); });
    }
  }
  std::erase_if(machines_, [&](const auto& machine) { return !wanted.contains(machine.first); });
}

/// No more faults. Back-offs of failed hooks are cut short by resolving, as an operator would.
void ModelWorld::quieten() {
  setting_.faults = false;
  for (int round = 0; round < 8; ++round) {
    follow_machines();
    resolve_all();
    setting_.time.run_for(45'000);
  }
}

} // namespace periapt::sim
