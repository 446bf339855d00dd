#include "store/journal.h"

#include "store/model_repository.h"
#include "store/store.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::store;

namespace {

/// Makes `count` journal rows.
void change(Store& store, ModelId model, int count) {
  for (int i = 0; i < count; ++i) {
    const auto value = std::to_string(store.read([](const ReadTransaction& tx) { return tx.revision().number; }));
    store.write([&](WriteTransaction& tx) { models::set_config(tx, model, {{"counter", value}}); });
  }
}

} // namespace

TEST_CASE("revision numbers strictly grow, one for each row", "[store]") {
  const auto store = Store::open_in_memory();
  const auto model = store->write([](WriteTransaction& tx) { return models::insert(tx, "u", "a", 0); });
  change(*store, model, 5);
  const auto changes = store->read([](const ReadTransaction& tx) { return changes_since(tx, 0); });
  REQUIRE(changes.size() == 6);
  for (std::size_t i = 1; i < changes.size(); ++i) CHECK(changes[i].revision > changes[i - 1].revision);
  CHECK(changes.front().op == ChangeOp::added);
  CHECK(changes.back().key == EntityKey{EntityKind::model, model.value, 0});
}

TEST_CASE("a journal row says which key changed, never the value", "[store]") {
  const auto store = Store::open_in_memory();
  const auto model = store->write([](WriteTransaction& tx) { return models::insert(tx, "u", "a", 0); });
  const auto before = store->read([](const ReadTransaction& tx) { return tx.revision().number; });
  store->write([&](WriteTransaction& tx) { models::set_config(tx, model, {{"a", "1"}, {"b", "2"}}); });
  const auto changes = store->read([&](const ReadTransaction& tx) { return changes_since(tx, before); });
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].op == ChangeOp::changed);
}

TEST_CASE("compaction keeps the newest rows and notes the floor", "[store]") {
  const auto store = Store::open_in_memory({"", "test", ""}, {.journal_rows = 20});
  const auto model = store->write([](WriteTransaction& tx) { return models::insert(tx, "u", "a", 0); });
  change(*store, model, 60);
  store->read([](const ReadTransaction& tx) {
    const auto floor = journal_floor(tx);
    const auto kept = changes_since(tx, 0);
    CHECK(floor > 0);
    CHECK(kept.size() >= 20);
    CHECK(kept.size() <= 23);
    CHECK(kept.front().revision == floor + 1);
    CHECK(kept.back().revision == tx.revision().number);
  });
}

TEST_CASE("numbers go on after compaction", "[store]") {
  const auto store = Store::open_in_memory({"", "test", ""}, {.journal_rows = 1});
  const auto model = store->write([](WriteTransaction& tx) { return models::insert(tx, "u", "a", 0); });
  change(*store, model, 10);
  const auto before = store->read([](const ReadTransaction& tx) { return tx.revision(); });
  change(*store, model, 1);
  const auto after = store->read([](const ReadTransaction& tx) { return tx.revision(); });
  CHECK(after.number == before.number + 1);
  CHECK(after.epoch == before.epoch);
}
