// One history of a whole model: an operator who changes things, machines that come and go with their units,
// faults, and at the end quiet, in which everything that is owed must happen.
#pragma once

#include "sim/checker.h"
#include "sim/model/machine.h"
#include "store/storage_repository.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace periapt::sim {

const std::vector<std::string>& expected_coverage();

class ModelWorld {
public:
  ModelWorld(std::uint64_t seed, ModelDefect defect, Coverage& coverage);

  std::vector<Breach> play();
  const History& history() const { return setting_.history; }

private:
  void operate();
  void disturb();
  void cut_off_a_leader();
  void follow_machines();
  void quieten();
  void resolve_all();
  void refresh(const std::string& application);
  void ask_for_task();
  void cancel_task();
  void add_storage();
  void detach_storage();
  void settle_free_storage();
  void let_rotate();

  void add_application();
  void add_unit(const std::string& application);
  void remove_something();
  void set_config(const std::string& application);
  void relate();
  void unrelate();
  void note_first_storage(const store::ReadTransaction& transaction, const std::string& unit);
  std::vector<store::StorageRow> storage() const;
  std::vector<std::string> application_names() const;
  std::vector<std::string> unit_names() const;
  std::size_t units_in_error() const;

  Setting setting_;
  SimController controller_;
  std::map<MachineId, std::unique_ptr<SimMachine>> machines_;
  int applications_made_ = 0;
  std::vector<std::int64_t> tasks_; // asked for
};

} // namespace periapt::sim
