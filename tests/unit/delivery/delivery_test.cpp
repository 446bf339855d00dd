#include "delivery/delivery.h"

#include "store/journal.h"
#include "support/stored_model.h"

#include <catch2/catch.hpp>

#include <memory>

using namespace periapt;
using delivery::Delivery;

namespace {

/// wordpress/0 and mariadb/0, related, each on a machine of its own; and somebody who watches one of them.
class Watched {
public:
  Watched() {
    write([&](store::WriteTransaction& transaction) {
      test::StoredModel model(transaction);
      const auto wordpress = model.application("wordpress");
      const auto mariadb = model.application("mariadb");
      requirer = model.unit(wordpress);
      provider = model.unit(mariadb);
      relation = model.relation(wordpress, mariadb);
      model.enter(relation, requirer);
      model.enter(relation, provider);
      model_id = model.model;
    });
  }

  template <class Function>
  void write(Function function) {
    store->write([&](store::WriteTransaction& transaction) { function(transaction); });
  }

  /// mariadb/0 publishes one value.
  void publish(const std::string& value) {
    write([&](store::WriteTransaction& transaction) {
      store::relations::change_unit_settings(transaction, relation, provider.id, {{"host", value}});
    });
  }

  Revision now() {
    return store->read([](const store::ReadTransaction& transaction) { return transaction.revision(); });
  }

  /// What the subscriber gets on asking; nullopt when there is nothing to tell.
  std::optional<AgentUpdate> ask(Delivery& delivery, delivery::SubscriptionId id) {
    std::optional<AgentUpdate> got;
    delivery.next_update(id, [&](const AgentUpdate& update) { got = update; });
    delivery.pump();
    delivery.next_update(id, nullptr);
    return got;
  }

  std::unique_ptr<store::Store> store = store::Store::open_in_memory();
  store::UnitRow requirer;
  store::UnitRow provider;
  store::RelationRow relation;
  ModelId model_id;
};

std::string host_in(const AgentUpdate& update) {
  for (const auto& bag : update.relation_units)
    if (bag.unit_name == "mariadb/0") return bag.settings.at("host");
  return "";
}

} // namespace

TEST_CASE("a subscriber without a revision gets a snapshot first", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto id = delivery.subscribe_machine(world.requirer.machine, std::nullopt);
  const auto update = world.ask(delivery, id);
  REQUIRE(update);
  CHECK(update->snapshot);
  CHECK(update->revision == world.now().str());
  CHECK(update->units.size() == 1);
  CHECK_FALSE(world.ask(delivery, id));
}

TEST_CASE("a subscriber that is up to date is told nothing until something changes", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto id = delivery.subscribe_machine(world.requirer.machine, world.now());
  CHECK_FALSE(world.ask(delivery, id));
  world.publish("a");
  const auto update = world.ask(delivery, id);
  REQUIRE(update);
  CHECK_FALSE(update->snapshot);
  CHECK(host_in(*update) == "a");
}

TEST_CASE("a subscriber that was away resumes from its revision", "[delivery]") {
  Watched world;
  const auto left_at = world.now();
  world.publish("a");
  Delivery delivery(*world.store);
  const auto update = world.ask(delivery, delivery.subscribe_machine(world.requirer.machine, left_at));
  REQUIRE(update);
  CHECK_FALSE(update->snapshot);
  CHECK(host_in(*update) == "a");
}

TEST_CASE("changes between two messages coalesce into the current value", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto id = delivery.subscribe_machine(world.requirer.machine, world.now());
  for (int i = 0; i < 50; ++i) {
    world.publish(std::to_string(i));
    delivery.pump();
  }
  const auto update = world.ask(delivery, id);
  REQUIRE(update);
  CHECK(host_in(*update) == "49");
  CHECK(update->relation_units.size() == 1);
  CHECK_FALSE(world.ask(delivery, id));
}

TEST_CASE("a subscriber below the journal's floor, of another epoch or from the future gets a snapshot", "[delivery]") {
  Watched world;
  const auto old = world.now();
  for (int i = 0; i < 10; ++i) world.publish(std::to_string(i));
  world.write([](store::WriteTransaction& transaction) { store::compact_journal(transaction, 3); });
  const auto since = GENERATE_COPY(Revision{old.epoch, 1}, Revision{old.epoch + 1, old.number},
                                   Revision{old.epoch, old.number + 1000});
  Delivery delivery(*world.store);
  const auto update = world.ask(delivery, delivery.subscribe_machine(world.requirer.machine, since));
  REQUIRE(update);
  CHECK(update->snapshot);
  CHECK(host_in(*update) == "9");
}

TEST_CASE("a subscriber too far behind gets a snapshot rather than a long list", "[delivery]") {
  Watched world;
  const auto old = world.now();
  for (int i = 0; i < 10; ++i) world.publish(std::to_string(i));
  Delivery delivery(*world.store, {.rows_to_catch_up = 5});
  const auto update = world.ask(delivery, delivery.subscribe_machine(world.requirer.machine, old));
  REQUIRE(update);
  CHECK(update->snapshot);
}

TEST_CASE("more dirty keys than the limit become a snapshot: memory is bounded", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store, {.dirty_keys = 0});
  const auto id = delivery.subscribe_machine(world.requirer.machine, world.now());
  world.publish("a");
  const auto update = world.ask(delivery, id);
  REQUIRE(update);
  CHECK(update->snapshot);
}

TEST_CASE("a handler is called once, and not after the subscription has ended", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto id = delivery.subscribe_machine(world.requirer.machine, world.now());
  int calls = 0;
  delivery.next_update(id, [&](const AgentUpdate&) { ++calls; });
  world.publish("a");
  delivery.pump();
  world.publish("b");
  delivery.pump();
  CHECK(calls == 1);
  delivery.next_update(id, [&](const AgentUpdate&) { ++calls; });
  delivery.unsubscribe(id);
  delivery.pump();
  CHECK(calls == 1);
}

TEST_CASE("two streams of one machine are told independently", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto first = delivery.subscribe_machine(world.requirer.machine, world.now());
  const auto second = delivery.subscribe_machine(world.requirer.machine, world.now());
  world.publish("a");
  CHECK(world.ask(delivery, first));
  delivery.unsubscribe(first);
  CHECK(world.ask(delivery, second));
}

TEST_CASE("a watcher of a model is told of a change once, however many there were", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto id = delivery.subscribe_model(world.model_id, world.now());
  std::vector<Revision> told;
  const auto listen = [&] { delivery.next_change(id, [&](Revision revision) { told.push_back(revision); }); };
  listen();
  delivery.pump();
  CHECK(told.empty());
  world.publish("a");
  world.publish("b");
  delivery.pump();
  REQUIRE(told.size() == 1);
  CHECK(told[0] == world.now());
  listen();
  delivery.pump();
  CHECK(told.size() == 1);
}

// --- settling -----------------------------------------------------------------------------------
namespace {

/// The machines that a model waits for, as told on asking; nullopt when that has not changed.
std::optional<std::vector<std::string>> waited_for(Delivery& delivery, delivery::SubscriptionId id) {
  std::optional<std::vector<std::string>> names;
  delivery.next_settlement(id, [&](const Settlement& settlement) {
    names.emplace();
    for (const auto& one : settlement.waiting) names->push_back(one.about);
  });
  delivery.pump();
  return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a model has settled once every agent has, after all that it was told", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto waiter = delivery.subscribe_settlement(world.model_id);
  CHECK(waited_for(delivery, waiter) == Names{"machine 0", "machine 1"}); // no agent is there

  const auto first = delivery.subscribe_machine(world.requirer.machine, world.now());
  const auto second = delivery.subscribe_machine(world.provider.machine, world.now());
  delivery.note_settled(world.requirer.machine, world.now());
  CHECK(waited_for(delivery, waiter) == Names{"machine 1"});
  delivery.note_settled(world.provider.machine, world.now());
  CHECK(waited_for(delivery, waiter) == Names{});
  CHECK_FALSE(waited_for(delivery, waiter));

  world.publish("a"); // both machines have to be told
  CHECK(waited_for(delivery, waiter) == Names{"machine 0", "machine 1"});
  CHECK(world.ask(delivery, first));
  CHECK(world.ask(delivery, second));
  const auto told = world.now();
  delivery.note_settled(world.provider.machine, told);
  CHECK(waited_for(delivery, waiter) == Names{"machine 0"});
  delivery.note_settled(world.requirer.machine, told);
  CHECK(waited_for(delivery, waiter) == Names{});
}

TEST_CASE("what an agent said before it was told more does not count, nor that of one that has gone", "[delivery]") {
  Watched world;
  Delivery delivery(*world.store);
  const auto waiter = delivery.subscribe_settlement(world.model_id);
  const auto first = delivery.subscribe_machine(world.requirer.machine, world.now());
  delivery.subscribe_machine(world.provider.machine, world.now());
  const auto before = world.now();
  world.publish("a");
  CHECK(world.ask(delivery, first));
  delivery.note_settled(world.requirer.machine, before); // on its way when the update was sent
  CHECK(waited_for(delivery, waiter) == Names{"machine 0", "machine 1"});

  delivery.note_settled(world.requirer.machine, world.now());
  CHECK(waited_for(delivery, waiter) == Names{"machine 1"});
  delivery.unsubscribe(first);
  CHECK(waited_for(delivery, waiter) == Names{"machine 0", "machine 1"});
}
