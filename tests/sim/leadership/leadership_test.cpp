// Who leads, over ends, losses and partitions, in virtual time: the real services, leases and agents.
// Rule: DESIGN section 9, 19 and 20; contract/hooks.md, section 11.
#include "services/deploy.h"
#include "services/remove.h"
#include "sim/model/machine.h"
#include "store/machine_repository.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace periapt;
using namespace periapt::sim;

namespace {

constexpr std::int64_t second = 1000;

/// Two units of one application, settled; the one that leads, and the other.
class Pair {
public:
  Pair() {
    setting_.faults = false;
    controller_.operate([&](store::WriteTransaction& transaction) {
      services::DeployRequest request{.charm_url = controller_.charm_url("app"), .application = "app"};
      request.num_units = 2;
      services::deploy(transaction, controller_.model(), request, setting_.time.wall_ms());
    });
    make_machines();
    setting_.time.run_for(30 * second);
    const auto leader = controller_.leader_of("app");
    REQUIRE(leader);
    first = *leader;
    other = first == "app/0" ? "app/1" : "app/0";
  }

  SimMachine& machine_of(const std::string& unit) { return *machines_.at(unit); }
  SimController& controller() { return controller_; }
  std::optional<std::string> leader() const { return controller_.leader_of("app"); }
  void run_for(std::int64_t duration_ms) { setting_.time.run_for(duration_ms); }

  /// Milliseconds until it leads; nullopt: not within the limit.
  std::optional<std::int64_t> time_until_leads(const std::string& unit, std::int64_t limit_ms) {
    constexpr std::int64_t step = 10;
    for (std::int64_t passed = 0; passed <= limit_ms; passed += step) {
      if (leader() == unit) return passed;
      run_for(step);
    }
    return std::nullopt;
  }

  bool exists(const std::string& unit) const {
    return controller_.read([&](const store::ReadTransaction& transaction) {
      return store::units::find(transaction, controller_.model(), unit).has_value();
    });
  }

  void remove(const std::string& unit) {
    controller_.operate([&](store::WriteTransaction& transaction) {
      services::remove_units(transaction, controller_.model(), {.names = {unit}}, setting_.time.wall_ms());
    });
  }

  std::ptrdiff_t times_elected(const std::string& unit) const {
    return std::count_if(setting_.history.begin(), setting_.history.end(), [&](const Event& event) {
      return event.fact == Fact::hook_succeeded && event.hook == "leader-elected" && event.unit == label_of(unit);
    });
  }

  std::string first;
  std::string other;

private:
  void make_machines() {
    const auto units = controller_.read(
        [&](const store::ReadTransaction& transaction) { return store::units::list(transaction, controller_.model()); });
    for (const auto& unit : units) {
      controller_.operate([&](store::WriteTransaction& transaction) {
        const auto number = store::machines::free_address_number(transaction);
        store::machines::set_address(transaction, store::machines::get(transaction, unit.machine), number,
                                     "127.9.0." + std::to_string(number));
      });
      machines_[unit.name] = std::make_unique<SimMachine>(unit.machine, controller_, setting_);
    }
  }

  Coverage coverage_{{}};
  Setting setting_{1, ModelDefect::none, coverage_};
  SimController controller_{setting_};
  std::map<std::string, std::unique_ptr<SimMachine>> machines_;
};

} // namespace

TEST_CASE("when the leader has ended cleanly, another leads within a second", "[sim]") {
  Pair pair;
  pair.remove(pair.first);
  for (int passed = 0; pair.exists(pair.first) && passed < 60'000; passed += 10) pair.run_for(10);
  REQUIRE_FALSE(pair.exists(pair.first));
  CHECK(pair.time_until_leads(pair.other, second));
  pair.run_for(10 * second);
  CHECK(pair.times_elected(pair.other) == 1);
}

TEST_CASE("a leader that is lost is followed when its lease ends, and not before", "[sim]") {
  Pair pair;
  pair.machine_of(pair.first).cut_off(3600 * second);
  const auto taken = pair.time_until_leads(pair.other, 120 * second);
  REQUIRE(taken);
  CHECK(*taken >= 44 * second); // its last renewal was up to 15 s ago
  CHECK(*taken <= 61 * second);
}

TEST_CASE("a restart of the controller moves no leader", "[sim]") {
  const auto away = GENERATE(1, 20, 59, 90);
  Pair pair;
  pair.controller().stop();
  for (const auto& unit : {pair.first, pair.other}) pair.machine_of(unit).break_stream();
  pair.run_for(away * second);
  pair.controller().start();
  CHECK_FALSE(pair.time_until_leads(pair.other, 180 * second));
  CHECK(pair.times_elected(pair.first) == 1);
}

TEST_CASE("a partition shorter than what is left of the lease moves no leader", "[sim]") {
  const auto duration = GENERATE(1, 20, 40);
  Pair pair;
  pair.machine_of(pair.first).cut_off(duration * second);
  CHECK_FALSE(pair.time_until_leads(pair.other, 180 * second));
  CHECK(pair.times_elected(pair.first) == 1);
  CHECK(pair.times_elected(pair.other) == 0);
}

TEST_CASE("a leader that was cut off longer does not lead when it is back", "[sim]") {
  Pair pair;
  pair.machine_of(pair.first).cut_off(100 * second);
  pair.run_for(180 * second);
  CHECK(pair.leader() == pair.other);
  CHECK(pair.times_elected(pair.first) == 1);
  CHECK(pair.times_elected(pair.other) == 1);
}

TEST_CASE("a leader whose agent is killed goes on leading with the next agent", "[sim]") {
  Pair pair;
  for (int times = 0; times < 5; ++times) {
    pair.machine_of(pair.first).kill_agent();
    CHECK_FALSE(pair.time_until_leads(pair.other, 30 * second));
  }
  CHECK(pair.times_elected(pair.first) == 1);
}
