#include "services/machine_manager.h"

#include "core/error.h"
#include "services/lifecycle.h"
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

TEST_CASE("trouble is shown and tried again", "[services]") {
  Managed managed;
  managed.provider.broken = true;
  managed.manager.reconcile();
  CHECK(managed.machine().instance_status.current == "provisioning error");
  CHECK(managed.machine().instance_status.message == "cannot start the machine: no room");
  managed.provider.broken = false;
  managed.manager.reconcile();
  CHECK(managed.machine().instance_status.current == "running");
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
