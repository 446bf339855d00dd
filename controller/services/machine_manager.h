// Makes the machines that exist agree with those that are wanted: wanted rows are started, dying ones are
// ended and their rows removed, machines nobody wants are ended. Also ends forced removals that are overdue.
// It decides from the rows and the provider alone, so it can be called any number of times, at any moment, and
// goes on where a killed controller stopped. Rule: DESIGN section 5 and I12.
// Threads: one thread of its own (the provider's calls block); never the writer or an I/O thread.
#pragma once

#include "base/clock.h"
#include "core/ids.h"
#include "providers/provider.h"
#include "store/machine_repository.h"
#include "store/store.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace periapt::services {

class MachineManager {
public:
  /// All three outlive the manager. `charms_folder`: archives and resources that no model needs any more go with a
  /// model.
  MachineManager(store::Store& store, providers::Provider& provider, const Clock& clock,
                 std::filesystem::path charms_folder);

  /// One look around. Never throws for one machine's trouble: that is shown as its instance status
  /// `provisioning error` and tried again after a pause, twice as long each time, or as soon as somebody sets the status
  /// back (retry_provisioning.h). Throws what the store throws.
  void reconcile();

private:
  static constexpr std::int64_t first_pause_ms = 1000;
  static constexpr std::int64_t longest_pause_ms = 60'000;
  struct Wanted;
  /// A machine that could not be started.
  struct Postponed {
    std::int64_t pause_ms = 0;
    std::int64_t until_boot_ms = 0;
  };
  void start(const Wanted& machine);
  void end(const Wanted& machine);
  void end_strangers(const std::map<providers::MachineKey, Wanted>& wanted);
  std::string choose_address(const store::MachineRow& machine);
  std::string new_token(MachineId machine);
  bool has_to_wait(const store::MachineRow& machine);
  void postpone(MachineId machine);
  void show(const store::MachineRow& machine, const std::string& status, const std::string& message);
  void remove_files_of_gone_models();

  store::Store& store_;
  providers::Provider& provider_;
  const Clock& clock_;
  std::filesystem::path charms_folder_;
  std::map<MachineId, Postponed> postponed_; // of this process: after a start all are tried at once
  std::optional<std::set<ModelId>> models_seen_; // only saves looking: unknown after a start
};

} // namespace periapt::services
