#include "services/machine_manager.h"

#include "core/error.h"
#include "services/lifecycle.h"
#include "services/retry_provisioning.h"
#include "services/unit_services.h"
#include "base/sha256.h"
#include "support/fake_provider.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::FakeProvider;
using periapt::test::SmallModel;

namespace {

struct Managed : SmallModel {
  Managed() { deploy(add_charm("app")); }
  store::MachineRow machine() {
    return read([&](auto& tx) { return store::machines::list(tx, model); }).at(0);
  }
  FakeProvider provider;
  services::MachineManager manager{*store, provider, clock, archives.path()};
};

} // namespace

TEST_CASE("a wanted machine is started with an address and a token of its own", "[services]") {
  Managed managed;
  managed.manager.reconcile();
  REQUIRE(managed.provider.machines.size() == 1);
  const auto spec = managed.provider.machines.begin()->second;
  CHECK(spec.address == "127.9.0.1");
  CHECK(managed.machine().address == "127.9.0.1");
  CHECK(managed.machine().instance_status.current == "running");
  CHECK(managed.unit("app/0").workload.message == "installing agent");
  CHECK(managed.read([&](auto& tx) { return services::machine_of_token(tx, sha256_hex(spec.token)); }) ==
        managed.machine().id);
}

TEST_CASE("looking again changes nothing", "[services]") {
  Managed managed;
  managed.manager.reconcile();
  const auto revision = managed.revision();
  managed.manager.reconcile();
  CHECK(managed.provider.starts == 1);
  CHECK(managed.revision() == revision);
}

TEST_CASE("a machine that died is started again at its address", "[services]") {
  Managed managed;
  managed.manager.reconcile();
  managed.provider.machines.clear();
  managed.manager.reconcile();
  CHECK(managed.provider.machines.begin()->second.address == "127.9.0.1");
  CHECK(managed.provider.starts == 2);
}

TEST_CASE("in another network a machine moves when it starts, with its number", "[services]") {
  Managed managed;
  managed.manager.reconcile();
  managed.provider.prefix = "127.44";
  managed.manager.reconcile();
  CHECK(managed.machine().address == "127.9.0.1"); // it runs
  managed.provider.machines.clear();
  managed.manager.reconcile();
  CHECK(managed.machine().address == "127.44.0.1");
  CHECK(managed.provider.machines.begin()->second.address == "127.44.0.1");
}

TEST_CASE("trouble is shown and tried again after a pause, which grows", "[services]") {
  Managed managed;
  managed.provider.broken = true;
  managed.manager.reconcile();
  CHECK(managed.machine().instance_status.current == "provisioning error");
  CHECK(managed.machine().instance_status.message == "cannot start the machine: no room");
  const auto tried_after = [&](std::int64_t pause_ms) {
    const auto before = managed.provider.tries;
    managed.clock.advance_ms(pause_ms - 1);
    managed.manager.reconcile();
    const bool too_early = managed.provider.tries != before;
    managed.clock.advance_ms(1);
    managed.manager.reconcile();
    return !too_early && managed.provider.tries == before + 1;
  };
  for (const std::int64_t pause_ms : {1000, 2000, 4000, 8000, 16'000, 32'000, 60'000, 60'000}) {
    CAPTURE(pause_ms);
    CHECK(tried_after(pause_ms));
  }
  managed.provider.broken = false;
  managed.clock.advance_ms(60'000);
  managed.manager.reconcile();
  CHECK(managed.machine().instance_status.current == "running");
}

TEST_CASE("a machine that could not be started is tried at once where somebody asks", "[services]") {
  Managed managed;
  const auto retry = [&](const std::vector<std::string>& names) {
    const auto results = managed.write([&](auto& tx) { return services::retry_provisioning(tx, managed.model, names, 1); });
    std::string text;
    for (const auto& result : results) text += result.machine + ": " + result.error.value_or("tried again") + "\n";
    return text;
  };
  CHECK(retry({"0", "9"}) == "0: machine 0 is not in an error state (pending)\n9: machine 9 not found\n");
  managed.provider.broken = true;
  managed.manager.reconcile();
  CHECK(retry({"0"}) == "0: tried again\n");
  managed.manager.reconcile();
  CHECK(managed.provider.tries == 2); // it failed again, and the pauses begin anew
  managed.provider.broken = false;
  managed.manager.reconcile();
  CHECK(managed.machine().instance_status.current == "provisioning error");
  CHECK(managed.write([&](auto& tx) { return services::retry_all_provisioning(tx, managed.model, 1); }).size() == 1);
  managed.manager.reconcile();
  CHECK(managed.machine().instance_status.current == "running");
  CHECK(managed.write([&](auto& tx) { return services::retry_all_provisioning(tx, managed.model, 1); }).empty());
  CHECK(retry({"0"}) == "0: machine 0 is not in an error state (running)\n");
}

TEST_CASE("a dying machine is ended before its row goes, and its address is free again", "[services]") {
  Managed managed;
  managed.manager.reconcile();
  managed.remove_unit("app/0");
  managed.provider.broken = true;
  managed.manager.reconcile();
  CHECK(managed.machine().life == Life::dying);
  managed.provider.broken = false;
  managed.manager.reconcile();
  CHECK(managed.provider.machines.empty());
  CHECK(managed.read([&](auto& tx) { return store::machines::list(tx, managed.model); }).empty());
  CHECK(managed.read([](auto& tx) { return store::machines::free_address_number(tx); }) == 1);
}

TEST_CASE("a machine nobody wants is ended", "[services]") {
  Managed managed;
  managed.provider.machines[{"some-other-model", "7"}] = {};
  managed.manager.reconcile();
  CHECK_FALSE(managed.provider.alive({"some-other-model", "7"}));
  CHECK(managed.provider.machines.size() == 1);
}

TEST_CASE("a destroyed model takes its archives along", "[services]") {
  Managed managed;
  managed.manager.reconcile();
  const auto archive = managed.archives / std::string(64, 'a');
  CHECK(std::filesystem::exists(archive));
  managed.write([&](auto& tx) { services::destroy_model(tx, managed.model, false, 0); });
  managed.manager.reconcile();
  CHECK_FALSE(std::filesystem::exists(archive));
  CHECK(managed.read([](auto& tx) { return services::list_models(tx); }).empty());
}

TEST_CASE("I12: overdue forced removals are ended by the manager", "[services]") {
  Managed managed;
  managed.start("app/0");
  managed.remove_application("app", true);
  managed.manager.reconcile();
  CHECK(managed.find_unit("app/0"));
  managed.clock.advance_ms(services::forced_removal_grace_ms);
  managed.manager.reconcile();
  CHECK_FALSE(managed.find_application("app"));
  CHECK(managed.provider.machines.empty());
}
