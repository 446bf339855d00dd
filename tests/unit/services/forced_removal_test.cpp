// I12: a forced removal always ends, whatever the unit's state, its agent and its machine; without force a unit in
// error stays and says so. The states are those of the types. Rule: contract/hooks.md 8.6, contract/cli.md 2.4 to 2.15.
#include "services/lifecycle.h"
#include "services/machine_manager.h"
#include "services/reports.h"
#include "services/resolve.h"
#include "support/fake_provider.h"
#include "support/small_model.h"
#include "support/whole_status.h"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::FakeProvider;
using periapt::test::SmallModel;

namespace {

template <class E>
std::vector<E> all() {
  std::vector<E> values;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto one) { values.push_back(one.value); });
  return values;
}

enum class MachineFate { alive, gone, never_started };

/// One unit of app, related to a unit of db that is well, and a manager of their machines.
struct Removed : SmallModel {
  explicit Removed(MachineFate fate) {
    deploy(add_charm("app", "requires: {db: sql}\npeers: {ring: r}\n"));
    deploy(add_charm("db", "provides: {server: sql}\n"));
    relation = relate("app", "db").number;
    provider.broken = fate == MachineFate::never_started;
    reconcile();
    start("app/0");
    start("db/0");
    if (fate == MachineFate::gone) provider.machines.clear();
    provider.broken = false;
  }
  void reconcile() { manager.reconcile(); }
  void wait(TimeMs time) {
    clock.advance_ms(time);
    reconcile();
    reconcile();
  }
  std::size_t machines() {
    return read([&](auto& tx) { return store::machines::list(tx, model); }).size();
  }

  FakeProvider provider;
  services::MachineManager manager{*store, provider, clock, archives.path()};
  std::int64_t relation = 0;
};

void set_state(Removed& world, Life life, AgentStatus agent, ResolvedMode resolved) {
  world.commit("app/0", {.agent_status = StatusWrite{std::string(name_of(agent)), "m"}});
  if (life == Life::dying) world.remove_unit("app/0");
  if (!world.find_unit("app/0")) return; // gone with that
  world.write([&](auto& tx) { store::units::set_resolved(tx, *store::units::find(tx, world.model, "app/0"), resolved); });
}

enum class Verb { unit, application, machine, model };

void force(Removed& world, Verb verb) {
  const auto now = world.clock.wall_ms();
  world.write([&](auto& tx) {
    const auto remove = [&](const char* name) { return services::RemoveRequest{.names = {name}, .force = true}; };
    switch (verb) {
    case Verb::unit: services::remove_units(tx, world.model, remove("app/0"), now); break;
    case Verb::application: services::remove_applications(tx, world.model, remove("app"), now); break;
    case Verb::machine: services::remove_machines(tx, world.model, remove("0"), now); break;
    case Verb::model: services::destroy_model(tx, world.model, true, now); break;
    }
  });
}

} // namespace

TEST_CASE("I12: a forced removal ends within a minute, in every state, agent and machine alive or not", "[services]") {
  const auto modes = all<ResolvedMode>();
  std::size_t turn = 0; // each case has one of them
  for (const auto fate : {MachineFate::alive, MachineFate::gone, MachineFate::never_started})
    for (const auto verb : {Verb::unit, Verb::application, Verb::machine, Verb::model})
      for (const auto life : {Life::alive, Life::dying})
        for (const auto agent : all<AgentStatus>()) {
          const auto resolved = modes[++turn % modes.size()];
          CAPTURE(static_cast<int>(fate), static_cast<int>(verb), life, name_of(agent), resolved);
          Removed world(fate);
          set_state(world, life, agent, resolved);
          force(world, verb);
          world.wait(services::forced_removal_grace_ms); // nobody commits anything any more
          CHECK_FALSE(world.find_unit("app/0"));
          if (verb == Verb::application) CHECK_FALSE(world.find_application("app"));
          if (verb == Verb::application) CHECK_FALSE(world.find_relation(world.relation));
          if (verb != Verb::model) CHECK(world.machines() == 1); // db's
          else CHECK(world.read([](auto& tx) { return services::list_models(tx); }).empty());
        }
}

TEST_CASE("I12: without force a dying unit in error stays, and status names it so", "[services]") {
  Removed world(MachineFate::alive);
  world.commit("app/0", {.agent_status = StatusWrite{"error", "hook failed: \"stop\""}});
  world.remove_unit("app/0");
  world.wait(3'600'000);
  const auto report = world.read([&](auto& tx) {
    return test::whole_status(tx, world.model, services::Presence(0), 0);
  });
  const auto& unit = report.applications.at(0).units.at(0);
  CHECK(unit.life == Life::dying);
  CHECK(unit.agent_status.current == "error");
  CHECK(unit.agent_status.message == "hook failed: \"stop\"");
  world.remove_unit("app/0", true); // the way out
  CHECK_FALSE(world.find_unit("app/0"));
}

TEST_CASE("a machine with units is removed by force only", "[services]") {
  Removed world(MachineFate::alive);
  const auto remove = [&](const std::string& name, bool dry_run, bool by_force) {
    return world.write([&](auto& tx) {
      return services::remove_machines(tx, world.model, {.names = {name}, .dry_run = dry_run, .force = by_force},
                                       world.clock.wall_ms());
    }).at(0);
  };
  CHECK(remove("x", false, true).error == "invalid machine id \"x\"");
  CHECK(remove("9", false, true).error == "machine 9 not found");
  CHECK(remove("0", false, false).error == "machine 0 has unit \"app/0\" assigned");
  CHECK(remove("0", true, false).units == std::vector<std::string>{"app/0"});
  CHECK(world.unit("app/0").life == Life::alive);
  CHECK(remove("0", false, true).units == std::vector<std::string>{"app/0"});
  CHECK(world.unit("app/0").life == Life::dying);
}
