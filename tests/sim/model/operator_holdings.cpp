// What the operator of a history does to tasks, storage and secrets.
#include "services/run_tasks.h"
#include "services/storage.h"
#include "sim/model/charm.h"
#include "sim/model/world.h"
#include "store/secret_repository.h"
#include "store/unit_repository.h"

namespace periapt::sim {

// --- tasks -------------------------------------------------------------------------------------
void ModelWorld::ask_for_task() {
  const auto units = unit_names();
  if (units.empty()) return;
  const auto& unit = setting_.random.pick(units);
  const bool commands = setting_.random.percent(40);
  controller_.operate([&](store::WriteTransaction& transaction) {
    const auto now = setting_.time.wall_ms();
    const auto operation =
        commands ? services::run_commands(transaction, controller_.model(), {.commands = "true", .units = {unit}, .parallel = false}, now)
                 : services::run_action(transaction, controller_.model(), {{unit}, action_name, "{}"}, now);
    for (const auto& task : operation.tasks) {
      if (is_over(task.row.status)) continue;
      tasks_.push_back(task.row.number);
      setting_.coverage.count("task asked for");
      setting_.history.push_back({.fact = Fact::task_asked, .unit = label_of(unit), .number = task.row.number});
    }
  });
}

void ModelWorld::cancel_task() {
  if (tasks_.empty()) return;
  const auto number = tasks_.back(); // others are over by now
  tasks_.pop_back();
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::cancel_task(transaction, controller_.model(), std::to_string(number), setting_.time.wall_ms());
    setting_.coverage.count("task cancelled");
    setting_.history.push_back({.fact = Fact::task_cancelled, .number = number});
  });
}

// --- storage -----------------------------------------------------------------------------------
void ModelWorld::note_first_storage(const store::ReadTransaction& transaction, const std::string& name) {
  const auto unit = store::units::find(transaction, controller_.model(), name);
  for (const auto& row : store::storage::of_unit(transaction, unit->id)) {
    setting_.coverage.count("storage deployed with");
    setting_.history.push_back({.fact = Fact::storage_added, .unit = label_of(name), .remote = row.label(), .version = row.attachment->id.value});
  }
}

std::vector<store::StorageRow> ModelWorld::storage() const {
  return controller_.read([&](const store::ReadTransaction& transaction) { return store::storage::list(transaction, controller_.model()); });
}

void ModelWorld::add_storage() {
  const auto units = unit_names();
  if (units.empty()) return;
  const auto& unit = setting_.random.pick(units);
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::add_storage(transaction, controller_.model(), unit, {{storage_name, "local,1"}}, "", setting_.time.wall_ms());
    setting_.coverage.count("storage added");
  });
}

void ModelWorld::detach_storage() {
  auto rows = storage();
  std::erase_if(rows, [](const store::StorageRow& row) { return !row.attachment || row.attachment->life != Life::alive; });
  if (rows.empty()) return;
  const auto& row = setting_.random.pick(rows);
  controller_.operate([&](store::WriteTransaction& transaction) {
    services::detach_storage(transaction, controller_.model(), row.label(), false, setting_.time.wall_ms());
    setting_.coverage.count("storage detached");
    setting_.history.push_back({.fact = Fact::storage_removed, .unit = label_of(row.attachment->unit_name),
                                .remote = row.label(), .version = row.attachment->id.value});
  });
}

/// What is attached to nothing goes to another unit, or away.
void ModelWorld::settle_free_storage() {
  auto rows = storage();
  const auto units = unit_names();
  std::erase_if(rows, [](const store::StorageRow& row) { return row.attachment || row.life != Life::alive; });
  if (rows.empty() || units.empty()) return;
  const auto label = setting_.random.pick(rows).label();
  const auto& unit = setting_.random.pick(units);
  const bool goes = setting_.random.percent(40);
  controller_.operate([&](store::WriteTransaction& transaction) {
    const auto now = setting_.time.wall_ms();
    if (goes) services::remove_storage(transaction, controller_.model(), label, {}, now);
    else services::attach_storage(transaction, controller_.model(), unit, label, now);
    setting_.coverage.count(goes ? "storage removed" : "storage attached again");
  });
}

// --- secrets -----------------------------------------------------------------------------------
/// No history is long enough for a rotation to come by itself.
void ModelWorld::let_rotate() {
  controller_.operate([&](store::WriteTransaction& transaction) {
    for (auto info : store::secrets::list(transaction, controller_.model())) {
      if (!info.rotate_ms || !setting_.random.percent(50)) continue;
      info.rotate_ms = setting_.time.wall_ms();
      store::secrets::update(transaction, info);
    }
  });
}

} // namespace periapt::sim
