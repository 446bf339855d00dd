// resolver_sim: ten thousand made-up histories of units driven by the real resolver against a reference model.
//   resolver_sim [--histories N] [--seed S] [--defect NAME | --all-defects] [--show]
#include "sim/command.h"
#include "sim/resolver/unit.h"

#include <memory>

namespace {

using namespace periapt;
using namespace periapt::sim;

const std::vector<std::string> expected_coverage = {
    "hook install", "hook leader-elected", "hook leader-settings-changed", "hook config-changed", "hook start",
    "hook update-status", "hook upgrade-charm", "hook stop", "hook remove", "hook relation-created",
    "hook relation-joined", "hook relation-changed", "hook relation-departed", "hook relation-broken",
    "hook storage-attached", "hook storage-detaching", "storage let go without a hook", "hook secret-changed",
    "hook secret-rotate", "hook secret-expired", "hook secret-remove",
    "charm deployed", "charm forced on a hook in error", "scope entered", "leadership accepted",
    "leadership resigned", "install dropped", "unit died",
    "unit bag written", "application bag written", "resolved without retry", "hook without reason skipped",
    "fault: hook failed", "fault: hook killed", "fault: stale leader refused", "fault: agent restarted between hooks",
    "fault: agent restarted before the commit", "fault: hook adopted", "fault: exit found after restart",
    "task run", "task run in error", "fault: task adopted", "fault: task lost",
    "fault: hook lost with its supervisor", "fault: machine rebooted", "fault: lease lost"};

class Run {
public:
  Run(std::uint64_t seed, Defect defect, Coverage& coverage)
      : random_(seed), defect_(defect), coverage_(coverage), world_(history_, defect) {}

  std::vector<Breach> play() {
    for (int i = 0; i < 2; ++i) world_.add_application();
    const auto steps = 120 + random_.below(280);
    for (std::size_t i = 0; i < steps; ++i) turn();
    if (!drain()) return {{"I12", "the units do not come to rest", -1}};
    return check(history_, world_.final_state());
  }
  const History& history() const { return history_; }

private:
  void turn() {
    const auto chance = random_.below(100);
    if (chance < 10) operate();
    else if (chance < 16) disturb();
    else if (chance < 28) change_holdings();
    else if (!units_.empty()) {
      auto& unit = *random_.pick(units_);
      if (random_.percent(35)) unit.deliver();
      else unit.step(true);
    }
    follow_world();
  }

  void operate() {
    auto& application = random_.pick(world_.applications).first;
    switch (random_.below(11)) {
    case 0:
    case 1: return world_.units.size() < 7 ? add_unit(application) : void();
    case 2: return world_.units.empty() ? void() : world_.remove_unit(random_.pick(world_.units).first);
    case 3: return world_.set_config(application);
    case 4: return random_.percent(50) ? world_.upgrade_charm(application, random_.percent(50)) : void();
    case 5:
    case 6: return relate(application);
    case 7: return unrelate();
    case 8:
    case 9: return world_.units.empty() ? void() : world_.ask_for_task(random_.pick(world_.units).first);
    default: return world_.applications.size() < 3 ? world_.add_application() : void();
    }
  }

  void change_holdings() {
    switch (random_.below(6)) {
    case 0: return add_storage();
    case 1: return world_.change_storage(random_);
    default: return world_.change_secret(random_);
    }
  }

  /// Some with storage from the start.
  void add_unit(const std::string& application) {
    world_.add_unit(application);
    const auto name = application + "/" + std::to_string(world_.applications.at(application).next_unit - 1);
    for (auto left = random_.percent(30) ? 1 + random_.below(2) : 0; left > 0; --left) world_.add_storage(name, random_.percent(50), true);
  }

  void add_storage() {
    if (world_.units.empty() || world_.storages.size() > 3) return;
    const auto& unit = random_.pick(world_.units).second;
    if (unit.life == Life::alive) world_.add_storage(unit.name, random_.percent(50), false);
  }

  void relate(const std::string& application) {
    const auto& other = random_.pick(world_.applications).first;
    if (application != other) world_.relate(application, other);
  }

  void unrelate() {
    const auto number = random_.pick(world_.relations).first;
    if (!world_.relations.at(number).peer() && random_.percent(50)) world_.remove_relation(number);
  }

  void disturb() {
    if (random_.percent(20)) {
      coverage_.count("fault: lease lost");
      world_.take_lease(random_.pick(world_.applications).first);
    }
    if (units_.empty()) return;
    auto& unit = *random_.pick(units_);
    const auto chance = random_.below(100);
    if (chance < 45) unit.crash_agent();
    else if (chance < 55) unit.reboot();
    else if (chance < 75) unit.tick();
    else if (unit.in_error()) resolve(unit);
  }

  void resolve(SimUnit& unit) {
    if (random_.percent(40)) return unit.retry();
    world_.units.at(unit.name()).resolved = random_.percent(50) ? ResolvedMode::retry : ResolvedMode::no_retry;
  }

  void follow_world() {
    if (random_.percent(30)) world_.grant_leases(random_);
    for (const auto& [name, unit] : world_.units)
      if (known_.insert(name).second)
        units_.push_back(std::make_unique<SimUnit>(name, world_, history_, coverage_, random_, defect_));
    std::erase_if(units_, [](const auto& unit) { return unit->terminated(); });
  }

  /// No more faults: everything that is owed must happen, and then nothing more.
  bool drain() {
    for (auto& [id, storage] : world_.storages) storage.provisioned = true;
    for (int round = 0; round < 2000; ++round) {
      world_.grant_leases(random_);
      follow_world();
      bool moved = false;
      for (auto& unit : units_) {
        unit->deliver();
        if (unit->in_error()) unit->retry();
        moved |= unit->step(false);
      }
      if (!moved) return true;
    }
    return false;
  }

  Random random_;
  Defect defect_;
  Coverage& coverage_;
  History history_;
  World world_;
  std::set<std::string> known_;
  std::vector<std::unique_ptr<SimUnit>> units_;
};

} // namespace

int main(int argc, char** argv) {
  return simulate<Run, Defect>({"resolver_sim", 10'000, expected_coverage}, argc, argv);
}
