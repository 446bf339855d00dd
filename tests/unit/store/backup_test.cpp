#include "store/backup.h"

#include "core/error.h"
#include "support/stored_model.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::store;

namespace {

struct Kept {
  test::TemporaryFolder folder;
  std::filesystem::path file = folder / "model.db";
  ApplicationId application;
  UnitId unit;

  Kept() {
    const auto store = Store::open(file, {"uuid", "first", "127.9.0.0/16"});
    store->write([&](WriteTransaction& transaction) {
      test::StoredModel model(transaction);
      const auto row = model.application("app");
      application = row.id;
      unit = model.unit(row).id;
      applications::set_leader(transaction, row, unit);
    });
    store->read([&](const ReadTransaction& transaction) { copy_database(transaction, folder / "copy.db"); });
  }
};

std::int64_t term(Store& store, ApplicationId id) {
  return store.read([&](const ReadTransaction& transaction) { return applications::get(transaction, id).leader_term; });
}

} // namespace

TEST_CASE("a copy is the database as the transaction saw it", "[store]") {
  Kept kept;
  CHECK(holds_models(kept.folder / "copy.db"));
  CHECK(term(*Store::open(kept.folder / "copy.db", {}), kept.application) == 1);
  CHECK_FALSE(holds_models(kept.folder / "nothing.db"));
  Store::open(kept.folder / "empty.db", {"uuid", "empty", ""});
  CHECK_FALSE(holds_models(kept.folder / "empty.db"));
}

TEST_CASE("in a new epoch no revision, id or term comes again", "[store]") {
  Kept kept;
  const auto before = Store::open(kept.file, {})->read([](const ReadTransaction& transaction) { return transaction.revision(); });
  begin_next_epoch(kept.folder / "copy.db", "second");
  const auto store = Store::open(kept.folder / "copy.db", {});
  const auto controller = store->read([](const ReadTransaction& transaction) { return controller_row(transaction); });
  CHECK(controller.name == "second");
  CHECK(controller.uuid == "uuid");
  CHECK(term(*store, kept.application) == 1); // who led goes on in that term
  const auto model = store->write([&](WriteTransaction& transaction) {
    const auto row = applications::get(transaction, kept.application);
    applications::set_leader(transaction, row, std::nullopt);
    applications::set_leader(transaction, applications::get(transaction, kept.application), kept.unit);
    return models::insert(transaction, "another", "another", 0);
  });
  const auto after = store->read([](const ReadTransaction& transaction) { return transaction.revision(); });
  CHECK(after.epoch == before.epoch + 1);
  CHECK(after.number > before.number + 1'000'000);
  CHECK(model.value > 1'000'000);
  CHECK(term(*store, kept.application) == 1'000'000'001);
}

TEST_CASE("in a new epoch no number that a model has given out since the copy comes again", "[store]") {
  Kept kept;
  const auto take = [&](const std::filesystem::path& file) {
    return Store::open(file, {})->write([&](WriteTransaction& transaction) {
      return models::take_number(transaction, applications::get(transaction, kept.application).model, "operation");
    });
  };
  const auto copied = take(kept.folder / "copy.db"); // once, so that the copy has given out one
  const auto lost = take(kept.file) + 500;
  begin_next_epoch(kept.folder / "copy.db", "second");
  CHECK(take(kept.folder / "copy.db") > std::max(copied, lost));
}

TEST_CASE("terms of the first epoch are counted one by one", "[store]") {
  Kept kept;
  const auto store = Store::open(kept.file, {});
  store->write([&](WriteTransaction& transaction) {
    applications::set_leader(transaction, applications::get(transaction, kept.application), std::nullopt);
  });
  CHECK(term(*store, kept.application) == 1);
  store->write([&](WriteTransaction& transaction) {
    applications::set_leader(transaction, applications::get(transaction, kept.application), kept.unit);
  });
  CHECK(term(*store, kept.application) == 2);
}
