#include "services/machine_manager.h"

#include "base/random.h"
#include "base/sha256.h"
#include "core/error.h"
#include "services/charms.h"
#include "services/lifecycle.h"
#include "services/task_progress.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"

#include <algorithm>

namespace periapt::services {

using namespace store;

/// A machine's row with its name towards the provider.
struct MachineManager::Wanted {
  providers::MachineKey key;
  MachineRow row;
};

namespace {

constexpr std::size_t token_bytes = 32;

void note_installing(WriteTransaction& transaction, MachineId machine, TimeMs now) {
  for (const auto& unit : units::on_machine(transaction, machine))
    if (unit.workload.message == "waiting for machine")
      units::set_workload_status(transaction, unit, {"waiting", "installing agent", now});
}

} // namespace

MachineManager::MachineManager(Store& store, providers::Provider& provider, const Clock& clock,
                               std::filesystem::path charms_folder)
    : store_(store), provider_(provider), clock_(clock), charms_folder_(std::move(charms_folder)) {}

void MachineManager::reconcile() {
  const auto now = clock_.wall_ms();
  if (store_.read([&](const ReadTransaction& transaction) { return has_overdue_removals(transaction, now); }))
    store_.write([&](WriteTransaction& transaction) { enforce_removal_deadlines(transaction, now); });

  const auto wanted = store_.read([](const ReadTransaction& transaction) {
    std::map<providers::MachineKey, Wanted> machines;
    for (auto& row : machines::list_all(transaction)) {
      const providers::MachineKey key{models::get(transaction, row.model).uuid, row.name};
      machines.emplace(key, Wanted{key, std::move(row)});
    }
    return machines;
  });
  for (const auto& [key, machine] : wanted) {
    if (machine.row.life == Life::alive) start(machine);
    else end(machine);
  }
  end_strangers(wanted);
  remove_files_of_gone_models();
}

void MachineManager::start(const Wanted& machine) {
  const auto id = machine.row.id;
  if (has_to_wait(machine.row)) return;
  try {
    if (provider_.alive(machine.key)) return show(machine.row, "running", "Running");
    const auto address = choose_address(machine.row);
    provider_.start({.key = machine.key, .machine_id = id.value, .token = new_token(id), .address = address});
    show(machine.row, "running", "Running");
  } catch (const Error& error) {
    postpone(machine.row.id);
    show(machine.row, machines::failed_instance, error.what());
  }
}

bool MachineManager::has_to_wait(const MachineRow& row) {
  const auto found = postponed_.find(row.id);
  if (found == postponed_.end()) return false;
  if (row.instance_status.current == machines::failed_instance) return clock_.boot_ms() < found->second.until_boot_ms;
  postponed_.erase(found); // it runs again, or it is to be tried at once
  return false;
}

void MachineManager::postpone(MachineId machine) {
  auto& postponed = postponed_[machine];
  postponed.pause_ms = std::clamp(postponed.pause_ms * 2, first_pause_ms, longest_pause_ms);
  postponed.until_boot_ms = clock_.boot_ms() + postponed.pause_ms;
}

/// The machine keeps its number; in another network than last time that is another address.
/// Nobody else gives out addresses, so the number read is still free when it is written.
std::string MachineManager::choose_address(const MachineRow& row) {
  auto number = row.address_number;
  if (number == 0)
    number = store_.read([](const ReadTransaction& transaction) { return machines::free_address_number(transaction); });
  const auto address = provider_.choose_address(number);
  if (address == row.address) return address;
  store_.write([&](WriteTransaction& transaction) {
    machines::set_address(transaction, machines::get(transaction, row.id), number, address);
  });
  return address;
}

void MachineManager::end(const Wanted& machine) {
  try {
    provider_.stop(machine.key);
  } catch (const Error& error) {
    return show(machine.row, "error", error.what());
  }
  postponed_.erase(machine.row.id);
  store_.write([&](WriteTransaction& transaction) {
    end_tasks_of(transaction, machine.row.id);
    machines::remove(transaction, machine.row);
    end_model_if_empty(transaction, machine.row.model);
  });
}

void MachineManager::end_strangers(const std::map<providers::MachineKey, Wanted>& wanted) {
  for (const auto& machine : provider_.list()) {
    if (wanted.contains(machine.key)) continue;
    try {
      provider_.stop(machine.key);
    } catch (const Error&) {
      // nobody is told of a machine that nobody wants; the next look around tries again
    }
  }
}

void MachineManager::remove_files_of_gone_models() {
  std::set<ModelId> now;
  for (const auto& model : store_.read([](const ReadTransaction& transaction) { return models::list(transaction); }))
    now.insert(model.id);
  const bool some_gone = !models_seen_ || !std::includes(now.begin(), now.end(), models_seen_->begin(), models_seen_->end());
  models_seen_ = std::move(now);
  if (some_gone)
    store_.write([&](WriteTransaction& transaction) { remove_unused_files(transaction, charms_folder_, clock_.wall_ms()); });
}

std::string MachineManager::new_token(MachineId machine) {
  const auto token = random_hex(token_bytes);
  store_.write([&](WriteTransaction& transaction) { machines::add_token(transaction, machine, sha256_hex(token)); });
  return token;
}

void MachineManager::show(const MachineRow& row, const std::string& status, const std::string& message) {
  if (row.instance_status.current == status && row.instance_status.message == message) return;
  const auto id = row.id;
  const auto now = clock_.wall_ms();
  store_.write([&](WriteTransaction& transaction) {
    const auto machine = machines::find(transaction, id);
    if (!machine) return;
    machines::set_instance_status(transaction, *machine, status, message, now);
    if (status == "running") note_installing(transaction, id, now);
  });
}

} // namespace periapt::services
