#include "store/agent_view.h"

#include "store/listener_repository.h"
#include "support/stored_model.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <map>

using namespace periapt;
using namespace periapt::store;
using periapt::test::StoredModel;

namespace {

/// wordpress/0 and wordpress/1 related to mariadb/0, all in scope; wordpress/0 leads; a stranger beside.
struct Shop {
  std::unique_ptr<Store> store = Store::open_in_memory();
  UnitRow wordpress0, wordpress1, mariadb0, stranger;
  ApplicationRow wordpress, mariadb;
  RelationRow relation, peers;

  Shop() {
    write([this](WriteTransaction& tx) {
      StoredModel model(tx);
      wordpress = model.application("wordpress");
      mariadb = model.application("mariadb");
      wordpress0 = model.unit(wordpress);
      wordpress1 = model.unit(wordpress);
      mariadb0 = model.unit(mariadb);
      stranger = model.unit(model.application("stranger"));
      peers = model.peers(wordpress);
      relation = model.relation(wordpress, mariadb);
      for (const auto* unit : {&wordpress0, &wordpress1}) model.enter(peers, *unit);
      model.enter(relation, wordpress0, {{"private-address", "127.1.0.1"}});
      model.enter(relation, wordpress1);
      model.enter(relation, mariadb0);
      applications::set_leader(tx, wordpress, wordpress0.id);
    });
  }

  void write(const std::function<void(WriteTransaction&)>& body) { store->write(body); }

  /// The machines that one write concerns, with their keys.
  std::map<MachineId, Concern> concerned(const std::function<void(WriteTransaction&)>& change) {
    const auto before = store->read([](const ReadTransaction& tx) { return tx.revision().number; });
    write(change);
    return store->read([&](const ReadTransaction& tx) {
      std::map<MachineId, Concern> all;
      for (const auto& row : changes_since(tx, before))
        for (auto& concern : machines_concerned(tx, row)) {
          auto& known = all.try_emplace(concern.machine, Concern{concern.machine}).first->second;
          known.snapshot |= concern.snapshot;
          known.keys.insert(known.keys.end(), concern.keys.begin(), concern.keys.end());
        }
      return all;
    });
  }

  AgentUpdate snapshot(const UnitRow& unit) {
    return store->read([&](const ReadTransaction& tx) { return read_snapshot(tx, unit.machine); });
  }
  AgentUpdate update(const UnitRow& unit, const std::set<EntityKey>& keys) {
    return store->read([&](const ReadTransaction& tx) { return read_update(tx, unit.machine, keys); });
  }
  EntityKey bag_of(const ApplicationRow& application) const {
    return {EntityKind::relation_application, relation.id.value, application.id.value};
  }
  EntityKey part_of(const UnitRow& unit) const { return {EntityKind::relation_unit, relation.id.value, unit.id.value}; }
};

std::set<std::string> unit_names(const AgentUpdate& update) {
  std::set<std::string> names;
  for (const auto& part : update.relation_units) names.insert(part.unit_name);
  return names;
}

const RelationApplicationEntity& bag(const AgentUpdate& update, RelationId relation, ApplicationId application) {
  const auto found = std::find_if(
      update.relation_applications.begin(), update.relation_applications.end(),
      [&](const auto& entity) { return entity.relation == relation && entity.application == application; });
  REQUIRE(found != update.relation_applications.end());
  return *found;
}

} // namespace

TEST_CASE("a unit's bag concerns the other application's machines and its own, not its siblings", "[store]") {
  Shop shop;
  const auto concerned = shop.concerned([&](WriteTransaction& tx) {
    relations::change_unit_settings(tx, shop.relation, shop.wordpress0.id, {{"name", "blog"}});
  });
  CHECK(concerned.size() == 2);
  CHECK(concerned.contains(shop.mariadb0.machine));
  CHECK(concerned.contains(shop.wordpress0.machine));
  CHECK(concerned.at(shop.mariadb0.machine).keys == std::vector{shop.part_of(shop.wordpress0)});
}

TEST_CASE("a bag in a peer relation concerns all units of the application", "[store]") {
  Shop shop;
  const auto concerned = shop.concerned([&](WriteTransaction& tx) {
    relations::change_unit_settings(tx, shop.peers, shop.wordpress0.id, {{"id", "1"}});
  });
  CHECK(concerned.size() == 2);
  CHECK(concerned.contains(shop.wordpress0.machine));
  CHECK(concerned.contains(shop.wordpress1.machine));
}

TEST_CASE("writing what is there already concerns nobody", "[store]") {
  Shop shop;
  const auto write = [&](WriteTransaction& tx) {
    relations::change_unit_settings(tx, shop.relation, shop.wordpress0.id, {{"private-address", "127.1.0.1"}});
  };
  CHECK(shop.concerned(write).empty());
}

TEST_CASE("a status concerns no agent", "[store]") {
  Shop shop;
  CHECK(shop.concerned([&](WriteTransaction& tx) {
               units::set_workload_status(tx, shop.wordpress0, {"active", "ready", StoredModel::now});
             })
            .empty());
}

TEST_CASE("configuration concerns the application's machines only", "[store]") {
  Shop shop;
  const auto concerned = shop.concerned([&](WriteTransaction& tx) {
    applications::set_config(tx, shop.wordpress, {{"title", ConfigValue{"Blog"}}}, std::nullopt);
  });
  CHECK(concerned.size() == 2);
  CHECK_FALSE(concerned.contains(shop.mariadb0.machine));
}

TEST_CASE("a new relation concerns both applications, with bags and the units in it", "[store]") {
  Shop shop;
  const auto concerned = shop.concerned([&](WriteTransaction& tx) {
    const std::vector<RelationEnd> ends{{shop.mariadb.id, "mariadb", shop.relation.ends[0].endpoint, 9},
                                        {shop.wordpress.id, "wordpress", shop.relation.ends[1].endpoint, 9}};
    relations::insert(tx, shop.wordpress.model, ends, StoredModel::now);
  });
  CHECK(concerned.size() == 3);
  CHECK(concerned.at(shop.mariadb0.machine).keys.size() == 3); // the relation and two empty bags
}

TEST_CASE("a unit that comes or goes gives its machine a snapshot", "[store]") {
  Shop shop;
  const auto concerned = shop.concerned([&](WriteTransaction& tx) {
    relations::leave(tx, shop.relation, shop.wordpress1.id);
    units::remove(tx, shop.wordpress1);
  });
  CHECK(concerned.at(shop.wordpress1.machine).snapshot);
  CHECK_FALSE(concerned.at(shop.mariadb0.machine).snapshot);
}

TEST_CASE("a removed relation is removed for both sides", "[store]") {
  Shop shop;
  const auto concerned = shop.concerned([&](WriteTransaction& tx) { relations::remove(tx, shop.relation); });
  CHECK(concerned.size() == 3);
  const EntityKey key{EntityKind::relation, shop.relation.id.value, 0};
  CHECK(shop.update(shop.mariadb0, {key}).removed == std::vector{key});
}

TEST_CASE("a new leader's machine gets its application's bags", "[store]") {
  Shop shop;
  shop.write([&](WriteTransaction& tx) {
    relations::change_application_settings(tx, shop.relation, shop.wordpress.id, {{"database", "blog"}});
  });
  CHECK(bag(shop.snapshot(shop.wordpress0), shop.relation.id, shop.wordpress.id).settings.size() == 1);
  const auto concerned = shop.concerned([&](WriteTransaction& tx) {
    applications::set_leader(tx, applications::get(tx, shop.wordpress.id), shop.wordpress1.id);
  });
  const auto& keys = concerned.at(shop.wordpress1.machine).keys;
  CHECK(std::find(keys.begin(), keys.end(), shop.bag_of(shop.wordpress)) != keys.end());
  const auto update = shop.update(shop.wordpress1, {keys.begin(), keys.end()});
  CHECK(bag(update, shop.relation.id, shop.wordpress.id).settings.at("database") == "blog");
  CHECK(update.applications.at(0).leader == "wordpress/1");
}

TEST_CASE("I10: only the leader's machine and the other side get an application's bag", "[store]") {
  Shop shop;
  shop.write([&](WriteTransaction& tx) {
    relations::change_application_settings(tx, shop.relation, shop.wordpress.id, {{"secret", "x"}});
  });
  const auto sibling = bag(shop.snapshot(shop.wordpress1), shop.relation.id, shop.wordpress.id);
  CHECK(sibling.settings.empty());
  CHECK(sibling.version > 0);
  CHECK(bag(shop.snapshot(shop.wordpress0), shop.relation.id, shop.wordpress.id).settings.size() == 1);
  CHECK(bag(shop.snapshot(shop.mariadb0), shop.relation.id, shop.wordpress.id).settings.size() == 1);
}

TEST_CASE("among peers every unit gets the application's bag", "[store]") {
  Shop shop;
  shop.write([&](WriteTransaction& tx) {
    relations::change_application_settings(tx, shop.peers, shop.wordpress.id, {{"token", "x"}});
  });
  CHECK(bag(shop.snapshot(shop.wordpress1), shop.peers.id, shop.wordpress.id).settings.size() == 1);
}

TEST_CASE("I10: a snapshot holds own units, the other side's parts and nothing of strangers", "[store]") {
  Shop shop;
  const auto snapshot = shop.snapshot(shop.mariadb0);
  CHECK(snapshot.snapshot);
  CHECK(snapshot.models.size() == 1);
  CHECK(snapshot.machines.at(0).id == shop.mariadb0.machine);
  CHECK(snapshot.units.size() == 1);
  CHECK(snapshot.applications.size() == 1);
  CHECK(snapshot.relations.size() == 1);
  CHECK(unit_names(snapshot) == std::set<std::string>{"mariadb/0", "wordpress/0", "wordpress/1"});
  CHECK(shop.snapshot(shop.stranger).relations.empty());
}

TEST_CASE("I10: siblings' bags of a relation that is not among peers are not sent", "[store]") {
  Shop shop;
  auto snapshot = shop.snapshot(shop.wordpress1);
  std::erase_if(snapshot.relation_units, [&](const auto& part) { return part.relation != shop.relation.id; });
  CHECK(unit_names(snapshot) == std::set<std::string>{"mariadb/0", "wordpress/1"});
}

TEST_CASE("I10: what is not yours is as gone as what never was", "[store]") {
  Shop shop;
  const EntityKey foreign = shop.part_of(shop.wordpress0), unknown{EntityKind::relation_unit, 4711, 4712};
  const auto update = shop.update(shop.stranger, {foreign, unknown});
  CHECK(update.removed.size() == 2);
  CHECK(update.relation_units.empty());
}

TEST_CASE("a dying unit is no longer present, and its bag stays readable after it has gone", "[store]") {
  Shop shop;
  CHECK(shop.update(shop.mariadb0, {shop.part_of(shop.wordpress0)}).relation_units.at(0).present);
  shop.write([&](WriteTransaction& tx) { units::set_life(tx, shop.wordpress0, Life::dying); });
  CHECK_FALSE(shop.update(shop.mariadb0, {shop.part_of(shop.wordpress0)}).relation_units.at(0).present);
  shop.write([&](WriteTransaction& tx) {
    relations::leave(tx, shop.relation, shop.wordpress0.id);
    units::remove(tx, shop.wordpress0);
  });
  const auto part = shop.update(shop.mariadb0, {shop.part_of(shop.wordpress0)}).relation_units.at(0);
  CHECK_FALSE(part.present);
  CHECK(part.settings.at("private-address") == "127.1.0.1");
}

TEST_CASE("model settings come with their defaults", "[store]") {
  Shop shop;
  shop.write([&](WriteTransaction& tx) {
    models::set_config(tx, shop.wordpress.model, {{"update-status-hook-interval", "10s"}});
  });
  const auto settings = shop.snapshot(shop.mariadb0).models.at(0).settings;
  CHECK(settings.at("update-status-hook-interval") == "10s");
  CHECK(settings.at("automatically-retry-hooks") == "true");
}

TEST_CASE("a machine that is gone gets an empty snapshot", "[store]") {
  Shop shop;
  const auto snapshot = shop.store->read([](const ReadTransaction& tx) { return read_snapshot(tx, {4711}); });
  CHECK(snapshot.snapshot);
  CHECK(snapshot.machines.empty());
  CHECK(snapshot.units.empty());
}

TEST_CASE("a machine is told of a container-scoped relation's parts only where it has the principal", "[store]") {
  Shop shop;
  const auto relation = shop.relation.id;
  shop.write([&](WriteTransaction& tx) {
    const auto enter = [&](const UnitRow& unit, UnitId principal) {
      relations::leave(tx, shop.relation, unit.id);
      relations::enter(tx, shop.relation,
                       {.relation = relation, .unit = unit.id, .unit_name = unit.name, .application = unit.application,
                        .container = principal},
                       {});
    };
    enter(shop.wordpress0, shop.wordpress0.id);
    enter(shop.mariadb0, shop.wordpress1.id); // as if it lived with wordpress/1
  });
  const auto sees = [&](const UnitRow& unit, const UnitRow& other) {
    return !shop.update(unit, {shop.part_of(other)}).relation_units.empty();
  };
  CHECK(sees(shop.wordpress0, shop.wordpress0));
  CHECK(sees(shop.wordpress1, shop.mariadb0));
  CHECK_FALSE(sees(shop.wordpress0, shop.mariadb0));
  CHECK_FALSE(sees(shop.mariadb0, shop.wordpress0));
}

TEST_CASE("other addresses of the controller are told to every machine, the same ones to nobody", "[store]") {
  Shop shop;
  const auto listen = [&](const std::string& addresses) {
    return shop.concerned([&](WriteTransaction& tx) { set_api_addresses(tx, addresses); });
  };
  const auto told = [&] {
    return shop.store->read([&](const ReadTransaction& tx) {
      return read_snapshot(tx, shop.stranger.machine).models.at(0).settings.at("api-addresses");
    });
  };
  CHECK(told().empty());
  CHECK(listen("10.0.0.5:17070").size() == 4);
  CHECK(told() == "10.0.0.5:17070");
  CHECK(listen("10.0.0.5:17070").empty());
}
