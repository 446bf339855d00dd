#include "sim/model/world.h"

#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/unit_repository.h"

namespace periapt::sim {
const std::vector<std::string>& expected_coverage() {
  static const std::vector<std::string> names = {
      "hook install", "hook leader-elected", "hook leader-settings-changed", "hook config-changed", "hook start",
      "hook update-status", "hook upgrade-charm", "hook storage-attached", "hook storage-detaching",
      "hook secret-changed", "hook secret-rotate", "hook secret-expired", "hook secret-remove", "hook stop", "hook remove", "hook relation-created", "hook relation-joined",
      "hook relation-changed", "hook relation-departed", "hook relation-broken", "hook skipped",
      "application bag written", "leadership lost", "hook told that it leads", "reboot by a hook",
      "hook of a subordinate", "leader settings written", "secret read", "task asked for", "task run", "task cancelled",
      "storage deployed with", "storage added", "storage detached", "storage attached again", "storage removed",
      "charm refreshed", "removal by force", "commit accepted", "commit refused", "snapshot applied",
      "fault: hook failed", "fault: hook killed", "fault: task killed", "fault: task adopted", "fault: agent killed", "fault: hook adopted",
      "fault: exit found after restart", "fault: machine rebooted", "fault: machine cut off",
      "fault: controller restarted", "fault: stream broken", "fault: request lost", "fault: request repeated",
      "fault: answer lost"};
  return names;
}

ModelWorld::ModelWorld(std::uint64_t seed, ModelDefect defect, Coverage& coverage)
    : setting_(seed, defect, coverage), controller_(setting_) {
  controller_.on_crash([this] {
    for (auto& [id, machine] : machines_) machine->break_stream();
  });
  setting_.crashes.watch();
}

std::vector<Breach> ModelWorld::play() {
  add_application();
  add_application();
  relate();
  const auto rounds = 25 + setting_.random.below(35);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (int command = 0; command < 2; ++command)
      if (setting_.random.percent(60)) operate();
    if (setting_.random.percent(60)) disturb();
    setting_.time.run_for(static_cast<std::int64_t>(200 + setting_.random.below(9000)));
    follow_machines();
  }
  quieten();
  if (const auto errors = units_in_error()) return {{"I12", std::to_string(errors) + " units stay in error", -1}};
  return check(setting_.history, controller_.final_state());
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
  for (int round = 0; round < 24; ++round) {
    follow_machines();
    if (round % 3 == 0) resolve_all();
    setting_.time.run_for(15'000);
  }
}

} // namespace periapt::sim
