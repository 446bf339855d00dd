#include "services/storage.h"

#include "core/error.h"
#include "services/application_storage.h"
#include "services/lifecycle.h"
#include "services/refresh.h"
#include "services/reports.h"
#include "services/storage_manager.h"
#include "store/agent_view.h"
#include "store/journal.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

#include <set>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

class FakeStorage final : public providers::StorageProvider {
public:
  providers::ProvidedStorage provide_storage(const providers::StorageSpec& spec) override {
    if (broken) throw Error(ErrorKind::unavailable, "no room");
    made.insert(name(spec));
    if (!spec.mount_point.empty()) return {.location = spec.mount_point, .source = "/srv/" + name(spec)};
    return {.location = "/srv/" + name(spec), .source = ""};
  }
  void remove_storage(const providers::StorageSpec& spec) override { made.erase(name(spec)); }
  std::string block_obstacle() const override { return ""; }

  std::set<std::string> made;
  bool broken = false;

private:
  static std::string name(const providers::StorageSpec& spec) { return spec.name + "-" + std::to_string(spec.number); }
};

constexpr auto stores = "storage:\n"
                        "  data: {type: filesystem, minimum-size: 100M}\n"
                        "  logs: {type: filesystem, multiple: {range: 0-2}}\n"
                        "  disk: {type: block, multiple: {range: 0-1}}\n";

struct Stored : SmallModel {
  explicit Stored(services::DeployRequest request = {}) {
    deploy(add_charm("keeper", stores), request);
    manager.reconcile();
  }
  std::vector<StorageReport> reports() {
    return read([&](auto& tx) { return services::storage_reports(tx, model); });
  }
  std::optional<StorageReport> report(const std::string& id) {
    for (auto& one : reports())
      if (one.id == id) return one;
    return std::nullopt;
  }
  AttachmentId attachment(const std::string& id) {
    return read([&](auto& tx) { return store::storage::find(tx, model, id)->attachment->id; });
  }
  std::vector<std::string> add(const std::string& directive_of_logs) {
    return write([&](auto& tx) {
      return services::add_storage(tx, model, "keeper/0", {{"logs", directive_of_logs}}, "", clock.wall_ms());
    });
  }
  void detach(const std::string& id, bool force = false) {
    write([&](auto& tx) { services::detach_storage(tx, model, id, force, clock.wall_ms()); });
  }
  void remove(const std::string& id, services::RemoveStorage how = {}) {
    write([&](auto& tx) { services::remove_storage(tx, model, id, how, clock.wall_ms()); });
  }
  /// The unit's hook for the end of an attachment has ended.
  CommitAnswer let_go(const std::string& id) { return commit("keeper/0", {.detached_storage = {attachment(id)}}); }

  FakeStorage provider;
  services::StorageManager manager{*store, provider, clock};
};

} // namespace

TEST_CASE("a deployment whose storage does not fit is refused and leaves nothing", "[services]") {
  struct Case {
    services::StorageDirectives storage;
    std::string reason;
  };
  const auto bad = GENERATE(values<Case>({
      {{{"other", "1G"}}, "charm \"keeper\" has no store called \"other\""},
      {{{"data", "2"}}, "charm \"keeper\" store \"data\": at most 1 instances supported, 2 specified"},
      {{{"data", "10M"}}, "charm \"keeper\" store \"data\": minimum storage size is 100 MiB, 10 MiB specified"},
      {{{"data", "nowhere"}}, "storage pool \"nowhere\" not found"},
      {{{"data", "loop"}}, "charm \"keeper\" store \"data\": pool \"loop\" has no filesystem storage"},
      {{{"disk", "1"}}, "charm \"keeper\" store \"disk\": there are no block devices here: not permitted"},
  }));
  SmallModel model;
  const auto url = model.add_charm("keeper", stores);
  CHECK_THROWS_WITH(model.deploy(url, {.storage = bad.storage, .block_obstacle = "not permitted"}), bad.reason);
  CHECK_FALSE(model.find_application("keeper"));
}

TEST_CASE("names that lead out of a folder and shared storage are refused at deployment", "[services]") {
  SmallModel model;
  const auto out = model.add_charm("out", "storage: {'../../data': {type: filesystem}}\n");
  CHECK_THROWS_WITH(model.deploy(out), "charm \"out\" store \"../../data\": the name is not valid");
  const auto shared = model.add_charm("shared", "storage: {data: {type: filesystem, shared: true}}\n");
  CHECK_THROWS_WITH(model.deploy(shared), "charm \"shared\" store \"data\": shared storage is not supported");
}

TEST_CASE("a location that is no place of its own is refused at deployment", "[services]") {
  const auto [location, reason] = GENERATE(table<std::string, std::string>({
      {"srv/data", "location \"srv/data\" is not an absolute path"},
      {"/", "location \"/\" is not an absolute path"},
      {"/srv/../etc", "location \"/srv/../etc\" is not an absolute path"},
      {"/var/lib/juju/storage/x", "invalid location \"/var/lib/juju/storage/x\": must not fall within \"/var/lib/juju/storage\""},
  }));
  SmallModel model;
  const auto url = model.add_charm("app", "storage: {data: {type: filesystem, location: \"" + location + "\"}}\n");
  CHECK_THROWS_WITH(model.deploy(url), "charm \"app\" store \"data\": " + reason);
}

TEST_CASE("storage is at the charm's place, each of several in a folder of its own below it", "[services]") {
  const charm::Storage one{.name = "data", .description = "", .location = "/srv//data/"};
  CHECK(services::mount_point({.name = "data", .description = "", .location = ""}, "data/0").empty());
  CHECK(services::mount_point(one, "data/0") == "/srv/data");
  auto several = one;
  several.count_max.reset();
  CHECK(services::mount_point(several, "data/0") == "/srv/data/data/0");
}

TEST_CASE("two storages of a machine are not at one place", "[services]") {
  Stored model;
  const auto place = "storage: {data: {type: filesystem, location: /srv/data}}\n";
  model.deploy(model.add_charm("first", place), {.to = {"0"}});
  model.deploy(model.add_charm("second", place), {.to = {"0"}});
  model.manager.reconcile();
  CHECK(model.report("data/1")->location == "/srv/data");
  CHECK(model.report("data/1")->status.current == "attached");
  CHECK(model.report("data/2")->status.current == "error");
  CHECK(model.report("data/2")->status.message == "\"/srv/data\" is taken by data/1 of first/0");
}

TEST_CASE("a unit begins with what its charm needs, numbered over the model", "[services]") {
  Stored model({.storage = {{"logs", "2"}}});
  const auto reports = model.reports();
  REQUIRE(reports.size() == 3);
  CHECK(reports[0].id == "data/0");
  CHECK(reports[1].id == "logs/1");
  CHECK(reports[2].id == "logs/2");
  CHECK(reports[0].pool == "rootfs");
  CHECK(reports[0].size_mib == 100);
  CHECK(reports[1].size_mib == 1024);
  CHECK(reports[0].backing_id == "0/0");
  CHECK(reports[0].unit == "keeper/0");
  CHECK(reports[0].status.current == "attached");
  CHECK(reports[0].location == "/srv/data-0");
}

TEST_CASE("what cannot be provided says why and is tried again", "[services]") {
  Stored model;
  model.provider.broken = true;
  model.add("");
  model.manager.reconcile();
  CHECK(model.report("logs/1")->status.current == "error");
  CHECK(model.report("logs/1")->status.message == "no room");
  CHECK(model.report("logs/1")->location.empty());
  model.provider.broken = false;
  model.manager.reconcile();
  CHECK(model.report("logs/1")->status.current == "attached");
}

TEST_CASE("a unit's agent is told of its storage, also when it is provided and when it goes", "[services]") {
  Stored model({.storage = {{"data", "local"}}});
  const auto machine = model.unit("keeper/0").machine;
  const auto told = [&] { return model.read([&](auto& tx) { return store::read_snapshot(tx, machine); }).storage; };
  REQUIRE(told().size() == 1);
  CHECK(told()[0].name == "data/0");
  CHECK(told()[0].location == "/srv/data-0");
  const auto before = model.revision();
  model.detach("data/0");
  CHECK(told()[0].life == Life::dying);
  const auto changes = model.read([&](auto& tx) { return store::changes_since(tx, before); });
  REQUIRE_FALSE(changes.empty());
  const auto concerns = model.read([&](auto& tx) { return store::machines_concerned(tx, changes[0]); });
  REQUIRE(concerns.size() == 1);
  CHECK(concerns[0].machine == machine);
  model.let_go("data/0");
  CHECK(told().empty());
}

TEST_CASE("add-storage keeps within the charm's range", "[services]") {
  Stored model;
  CHECK(model.add("2") == std::vector<std::string>{"logs/1", "logs/2"});
  CHECK_THROWS_WITH(model.add(""), Catch::Contains("at most 2 instances supported"));
  CHECK_THROWS_WITH(model.write([&](auto& tx) {
    return services::add_storage(tx, model.model, "keeper/9", {{"logs", ""}}, "", 0);
  }), "unit \"keeper/9\" not found");
}

TEST_CASE("a hook's storage-add is refused as a whole where it does not fit", "[services]") {
  Stored model;
  const auto answer = model.commit("keeper/0", {.add_storage = {{"logs", 1}, {"other", 1}}});
  CHECK_FALSE(answer.accepted);
  CHECK(answer.reason == "cannot add storage \"other\": charm \"keeper\" has no store called \"other\"");
  CHECK(model.reports().size() == 1);
  CHECK(model.commit("keeper/0", {.add_storage = {{"logs", 2}}}).accepted);
  CHECK(model.reports().size() == 3);
}

TEST_CASE("a unit lets go of its own storage only", "[services]") {
  Stored model({.num_units = 2, .storage = {{"data", "local"}}});
  const auto other = model.attachment("data/1");
  CHECK(model.commit("keeper/0", {.detached_storage = {other, AttachmentId{99}}}).accepted);
  CHECK(model.report("data/1")->unit == "keeper/1");
}

TEST_CASE("storage bound to a machine cannot be detached, other storage stays", "[services]") {
  Stored model;
  CHECK_THROWS_WITH(model.detach("data/0"), Catch::Contains("storage is not detachable"));
  Stored local({.storage = {{"data", "local"}}});
  local.detach("data/0");
  CHECK(local.report("data/0")->status.current == "detaching");
  local.let_go("data/0");
  local.manager.reconcile();
  CHECK(local.report("data/0")->status.current == "detached");
  CHECK(local.report("data/0")->unit.empty());
  CHECK(local.provider.made.contains("data-0"));
  CHECK_THROWS_WITH(local.detach("data/0"), "storage \"data/0\" is not attached");
}

TEST_CASE("detached storage is attached to a unit that has room for it", "[services]") {
  Stored model({.num_units = 2, .storage = {{"data", "local"}}});
  model.detach("data/0");
  model.let_go("data/0");
  const auto attach = [&](const std::string& unit, const std::string& id) {
    model.write([&](auto& tx) { services::attach_storage(tx, model.model, unit, id, model.clock.wall_ms()); });
  };
  CHECK_THROWS_WITH(attach("keeper/1", "data/0"), Catch::Contains("at most 1 instances supported"));
  CHECK_THROWS_WITH(attach("keeper/0", "data/1"), "storage \"data/1\" is already attached to \"keeper/1\"");
  CHECK_THROWS_WITH(attach("keeper/0", "data/7"), "storage \"data/7\" not found");
  attach("keeper/0", "data/0");
  CHECK(model.report("data/0")->unit == "keeper/0");
}

TEST_CASE("attached storage is removed by force alone, after its hook or its time", "[services]") {
  Stored model({.storage = {{"data", "local"}}});
  CHECK_THROWS_WITH(model.remove("data/0"), "storage is attached");
  model.remove("data/0", {.force = true});
  model.manager.reconcile();
  REQUIRE(model.report("data/0"));
  SECTION("the hook has ended") { model.let_go("data/0"); }
  SECTION("nobody runs it") {
    model.write([&](auto& tx) {
      services::enforce_removal_deadlines(tx, model.clock.wall_ms() + services::forced_removal_grace_ms + 1);
    });
  }
  model.manager.reconcile();
  CHECK_FALSE(model.report("data/0"));
  CHECK(model.provider.made.empty());
}

TEST_CASE("released storage goes from the model, and its content stays", "[services]") {
  Stored model({.storage = {{"data", "local"}}});
  model.remove("data/0", {.force = true, .destroy = false});
  model.let_go("data/0");
  model.manager.reconcile();
  CHECK_FALSE(model.report("data/0"));
  CHECK(model.provider.made.contains("data-0"));
}

TEST_CASE("the plan of a removal says what becomes of storage", "[services]") {
  Stored model({.storage = {{"data", "local"}, {"logs", "1"}}});
  model.start("keeper/0");
  const auto plan = model.remove_unit("keeper/0").at(0);
  CHECK(plan.destroyed_storage == std::vector<std::string>{"logs/1"});
  CHECK(plan.detached_storage == std::vector<std::string>{"data/0"});
  model.commit("keeper/0", {.dead = true});
  model.manager.reconcile();
  CHECK_FALSE(model.report("logs/1"));
  CHECK(model.report("data/0")->status.current == "detached");
}

TEST_CASE("an application goes with its storage when asked so", "[services]") {
  Stored model({.storage = {{"data", "local"}}});
  model.start("keeper/0");
  const auto plan = model.write([&](auto& tx) {
    return services::remove_applications(tx, model.model, {.names = {"keeper"}, .destroy_storage = true}, 0);
  }).at(0);
  CHECK(plan.units == std::vector<std::string>{"keeper/0"});
  CHECK(plan.destroyed_storage == std::vector<std::string>{"data/0"});
  model.commit("keeper/0", {.dead = true});
  model.manager.reconcile();
  CHECK(model.reports().empty());
}

TEST_CASE("a model with storage that outlives machines is not destroyed without a word about it", "[services]") {
  Stored model({.storage = {{"data", "local"}}});
  using services::StorageDisposal;
  CHECK_THROWS_WITH(model.write([&](auto& tx) { services::destroy_model(tx, model.model, true, 0); }),
                    Catch::Contains("--destroy-storage") && Catch::Contains("--release-storage"));
  model.write([&](auto& tx) { services::destroy_model(tx, model.model, false, 0, StorageDisposal::destroy); });
  model.commit("keeper/0", {.dead = true});
  model.manager.reconcile();
  CHECK(model.reports().empty());
  CHECK(model.provider.made.empty());
}

struct RefreshedStorage : Stored {
  using Stored::Stored;
  void refresh(const std::string& storage, services::StorageDirectives directives = {}) {
    const auto url = add_charm("keeper", storage);
    write([&](auto& tx) {
      services::refresh(tx, model, "keeper", {.charm_url = url, .storage = std::move(directives)}, 0);
    });
  }
  /// "data/0 local 100", by number.
  std::vector<std::string> of_unit(const std::string& unit) {
    std::vector<std::string> found;
    for (const auto& one : reports())
      if (one.unit == unit) found.push_back(one.id + " " + one.pool + " " + std::to_string(one.size_mib));
    return found;
  }
  void add_one_unit() {
    write([&](auto& tx) { return services::add_units(tx, model, {.application = "keeper", .num_units = 1}, 0); });
  }
};

using Texts = std::vector<std::string>;

TEST_CASE("a refresh that would lose or change storage that a unit has is refused", "[services]") {
  struct Case {
    std::string storage;
    std::string reason;
  };
  const std::string logs = "  logs: {type: filesystem, multiple: {range: 0-2}}\n";
  const auto bad = GENERATE_COPY(values<Case>({
      {"", "would break storage \"data/0\""},
      {"storage: {data: {type: block}}\n", "would break storage \"data/0\""},
      {"storage:\n  data: {type: filesystem, read-only: true}\n" + logs,
       "would change storage \"data/0\": whether it is read-only"},
      {"storage:\n  data: {type: filesystem, location: /srv/x}\n" + logs, "would change storage \"data/0\": its location"},
      {"storage:\n  data: {type: filesystem}\n  logs: {type: filesystem, multiple: {range: 0-1}}\n",
       "would allow 1 of storage \"logs\", and unit \"keeper/0\" has more"},
  }));
  RefreshedStorage model;
  model.add("2");
  const auto url = model.add_charm("keeper", bad.storage);
  const auto revision = model.revision();
  CHECK_THROWS_WITH(
      model.write([&](auto& tx) { services::refresh(tx, model.model, "keeper", {.charm_url = url}, 0); }),
      Catch::Contains(bad.reason));
  CHECK(model.revision() == revision);
}

TEST_CASE("storage that a refresh brings comes to every unit, by its directive or by default", "[services]") {
  RefreshedStorage model({.num_units = 2});
  model.refresh("storage:\n"
                "  data: {type: filesystem}\n"
                "  cache: {type: filesystem, multiple: {range: 0-3}}\n"
                "  spool: {type: filesystem, minimum-size: 300M}\n"
                "  spare: {type: filesystem, multiple: {range: 0-}}\n",
                {{"cache", "rootfs,2,50M"}});
  CHECK(model.of_unit("keeper/0") == Texts{"data/0 rootfs 100", "cache/2 rootfs 50", "cache/3 rootfs 50", "spool/6 rootfs 300"});
  CHECK(model.of_unit("keeper/1") == Texts{"data/1 rootfs 100", "cache/4 rootfs 50", "cache/5 rootfs 50", "spool/7 rootfs 300"});
  model.add_one_unit();
  CHECK(model.of_unit("keeper/2").size() == 4);
}

TEST_CASE("a refreshed charm that needs more of a storage gets what is lacking, and a directive is for units to come", "[services]") {
  RefreshedStorage model;
  model.refresh("storage:\n  data: {type: filesystem, multiple: {range: 2-5}}\n", {{"data", "rootfs,3,70M"}});
  CHECK(model.of_unit("keeper/0") == Texts{"data/0 rootfs 100", "data/1 rootfs 70"});
  model.add_one_unit();
  CHECK(model.of_unit("keeper/1") == Texts{"data/2 rootfs 70", "data/3 rootfs 70", "data/4 rootfs 70"});
}

TEST_CASE("a refresh with a storage directive that does not fit changes nothing", "[services]") {
  RefreshedStorage model;
  const auto keeper = std::string("storage:\n  data: {type: filesystem, minimum-size: 100M}\n");
  CHECK_THROWS_WITH(model.refresh(keeper, {{"nothing", "1"}}), Catch::Contains("has no store called \"nothing\""));
  CHECK_THROWS_WITH(model.refresh(keeper, {{"data", "nowhere"}}), Catch::Contains("storage pool \"nowhere\" not found"));
  CHECK_THROWS_WITH(model.refresh(keeper, {{"data", "10M"}}), Catch::Contains("minimum storage size is"));
  CHECK(model.of_unit("keeper/0") == Texts{"data/0 rootfs 100"});
}

TEST_CASE("what units added later get can be changed, and what is not said stays", "[services]") {
  Stored model;
  const auto set = [&](const services::StorageDirectives& directives) {
    model.write([&](auto& tx) { services::set_application_storage(tx, model.model, "keeper", directives, ""); });
  };
  const auto told = [&](const std::string& name) {
    const auto plan = model.read([&](auto& tx) { return services::application_storage(tx, model.model, "keeper"); }).at(name);
    return plan.pool + " " + std::to_string(plan.size_mib) + " " + std::to_string(plan.count);
  };
  CHECK(told("data") == "rootfs 100 1");
  const auto [directives, text] = GENERATE(table<services::StorageDirectives, std::string>({
      {{{"cellar", "1G"}}, "charm \"keeper\" has no store called \"cellar\""},
      {{{"logs", "2"}, {"data", "nowhere"}}, "storage pool \"nowhere\" not found"},
      {{{"logs", "2"}, {"data", "loop"}}, "has no filesystem storage"},
      {{{"logs", "3"}}, "at most 2 instances supported, 3 specified"},
      {{{"data", "50M"}}, "minimum storage size is 100 MiB, 50 MiB specified"},
  }));
  CHECK_THROWS_WITH(set(directives), Catch::Contains(text));
  CHECK_THROWS_WITH(model.read([&](auto& tx) { return services::application_storage(tx, model.model, "nobody"); }),
                    "application \"nobody\" not found");
  CHECK(told("logs") == "rootfs 1024 0");

  set({{"data", "2G"}, {"logs", "tmpfs,1"}});
  set({{"logs", "2"}});
  CHECK(told("data") == "rootfs 2048 1");
  CHECK(told("logs") == "tmpfs 1024 2");
  const auto before = model.reports().size();
  model.write([&](auto& tx) { services::add_units(tx, model.model, {.application = "keeper", .num_units = 1}, 1); });
  CHECK(model.reports().size() == before + 3);
}
