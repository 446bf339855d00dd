// Where a bundle's new units go. Inside bundle_*.cpp only. Rule: contract/bundles.md, 3.1.
#pragma once

#include "cli/bundle_changes.h"

namespace periapt::cli {

/// Adds the machines and, once the applications' changes are there, the units to the list.
class BundleUnits {
public:
  BundleUnits(const charm::Bundle& bundle, const PresentModel& model, MachineMap machine_map,
              std::vector<BundleChange>& changes);

  void add_machines();
  /// `deployed`: the change that makes each new application.
  void add_units(const std::map<std::string, std::size_t>& deployed);

private:
  /// A machine of the model, or one that a change makes.
  struct Place {
    std::string machine;
    std::optional<std::size_t> slot;
    bool operator==(const Place&) const = default;
  };
  struct NewUnit {
    std::string name;
    Place place;
    std::string directive; // what it satisfies, where that is told
    std::size_t change = 0;
  };

  void infer_machines();
  void annotate_machine(const std::string& id, std::optional<std::size_t> maker);
  void place_application(const std::string& name);
  Place place_of(const std::string& application, const std::string& directive, std::string& told);
  Place place_of_bundle_machine(const std::string& id);
  Place place_of_unit(const std::string& unit);
  Place place_beside(const std::string& application, const std::string& other);
  Place fresh_place() { return {"", next_slot_++}; }
  bool is_on(const std::string& application, const Place& place) const;

  const charm::Bundle& bundle_;
  const PresentModel& model_;
  MachineMap machine_map_;
  std::vector<BundleChange>& changes_;
  std::map<std::string, std::size_t> slot_of_machine_; // bundle machine -> slot
  std::map<std::size_t, std::size_t> maker_;           // slot -> the change that makes it
  std::map<std::string, std::vector<NewUnit>> units_;  // by application
  std::vector<std::string> in_work_;                   // applications being placed: a cycle when met again
  std::size_t next_slot_ = 0;
};

} // namespace periapt::cli
