#include "store/store.h"

#include "core/error.h"
#include "database/connection.h"
#include "store/journal.h"
#include "store/model_repository.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <future>
#include <thread>

using namespace periapt;
using namespace periapt::store;

namespace {

constexpr TimeMs now = 1'767'348'000'000;

ModelId add_model(WriteTransaction& transaction, const std::string& name) {
  return models::insert(transaction, "uuid-of-" + name, name, now);
}

std::size_t count_models(Store& store) {
  return store.read([](const ReadTransaction& transaction) { return models::list(transaction).size(); });
}

/// Holds the writer thread, so that what is submitted meanwhile shares the next transaction.
class HeldWriter {
public:
  explicit HeldWriter(Store& store) {
    std::promise<void> entered;
    store.write(
        [&, released = released_.get_future().share()](WriteTransaction&) {
          entered.set_value();
          released.wait();
        },
        [](std::exception_ptr, Revision) {});
    entered.get_future().wait();
  }
  void release() { released_.set_value(); }

private:
  std::promise<void> released_;
};

} // namespace

TEST_CASE("what was acknowledged is there after the store is opened again", "[store]") {
  const test::TemporaryFolder folder;
  Store::open(folder / "model.db", {"u", "c", "127.1.0.0/16"})->write([](auto& tx) { add_model(tx, "a"); });
  const auto store = Store::open(folder / "model.db", {"other", "other", "other"});
  CHECK(count_models(*store) == 1);
  const auto controller = store->read([](const ReadTransaction& tx) { return controller_row(tx); });
  CHECK(controller.uuid == "u");
  CHECK(controller.network == "127.1.0.0/16");
}

TEST_CASE("requests that share a transaction fail apart", "[store]") {
  const test::TemporaryFolder folder;
  const auto store = Store::open(folder / "model.db", {"u", "c", ""});
  HeldWriter held(*store);
  std::promise<std::exception_ptr> first, second, third;
  store->write([](auto& tx) { add_model(tx, "one"); },
               [&](std::exception_ptr error, Revision) { first.set_value(error); });
  store->write(
      [](auto& tx) {
        add_model(tx, "two");
        throw Error(ErrorKind::invalid, "changed my mind");
      },
      [&](std::exception_ptr error, Revision) { second.set_value(error); });
  store->write([](auto& tx) { add_model(tx, "three"); },
               [&](std::exception_ptr error, Revision) { third.set_value(error); });
  held.release();
  CHECK_FALSE(first.get_future().get());
  CHECK_THROWS_WITH(std::rethrow_exception(second.get_future().get()), "changed my mind");
  CHECK_FALSE(third.get_future().get());
  CHECK(count_models(*store) == 2);
}

TEST_CASE("requests that wait together are woken by one commit, in their order", "[store]") {
  const test::TemporaryFolder folder;
  const auto store = Store::open(folder / "model.db", {"u", "c", ""});
  std::atomic<int> commits = 0;
  store->on_committed([&](Revision) { ++commits; });
  HeldWriter held(*store);
  std::vector<std::int64_t> revisions;
  std::promise<void> last;
  for (int i = 0; i < 10; ++i)
    store->write([i](auto& tx) { add_model(tx, "m" + std::to_string(i)); },
                 [&, i](std::exception_ptr, Revision revision) {
                   revisions.push_back(revision.number);
                   if (i == 9) last.set_value();
                 });
  held.release();
  last.get_future().wait();
  CHECK(commits == 1);
  CHECK(revisions.size() == 10);
  CHECK(std::is_sorted(revisions.begin(), revisions.end()));
}

TEST_CASE("writers on many threads lose nothing", "[store]") {
  const test::TemporaryFolder folder;
  const auto store = Store::open(folder / "model.db", {"u", "c", ""});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i)
        store->write([&](auto& tx) { add_model(tx, "m" + std::to_string(t) + "-" + std::to_string(i)); });
    });
  for (auto& thread : threads) thread.join();
  CHECK(count_models(*store) == 100);
}

TEST_CASE("a write that records nothing wakes nobody", "[store]") {
  const auto store = Store::open_in_memory();
  int wakes = 0;
  store->on_committed([&](Revision) { ++wakes; });
  const auto model = store->write([](auto& tx) { return add_model(tx, "a"); });
  CHECK(wakes == 1);
  store->write([&](auto& tx) { models::set_config(tx, model, {{"mode", ""}}); });
  CHECK(wakes == 2);
  store->write([&](auto& tx) { models::set_config(tx, model, {{"mode", ""}}); });
  CHECK(wakes == 2);
}

TEST_CASE("a failed body in memory leaves no trace either", "[store]") {
  const auto store = Store::open_in_memory();
  CHECK_THROWS_AS(store->write([](WriteTransaction& tx) {
    add_model(tx, "a");
    throw Error(ErrorKind::conflict, "no");
  }),
                  Error);
  CHECK(count_models(*store) == 0);
}

TEST_CASE("a full disk fails the request that found it full, and removals go on", "[store]") {
  const test::TemporaryFolder folder;
  const auto store = Store::open(folder / "model.db", {"u", "c", ""});
  const auto model = store->write([](auto& tx) { return add_model(tx, "small"); });
  store->write([](WriteTransaction& tx) { tx.connection().set_max_page_count(100); });
  const auto fill = [&] {
    store->write([&](WriteTransaction& tx) {
      models::set_config(tx, model, {{"big", std::string(2 << 20, 'x')}});
    });
  };
  try {
    fill();
    FAIL("the disk was not full");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::unavailable);
  }
  CHECK(count_models(*store) == 1);
  store->write([&](WriteTransaction& tx) { models::remove(tx, model); });
  CHECK(count_models(*store) == 0);
}

TEST_CASE("a database of a newer version is refused and left alone", "[store]") {
  const test::TemporaryFolder folder;
  Store::open(folder / "model.db", {"u", "c", ""});
  {
    auto connection = database::Connection::open(folder / "model.db");
    connection.execute_script("INSERT INTO schema_migrations SELECT 9999, '9999-of-tomorrow', checksum"
                              " FROM schema_migrations LIMIT 1");
  }
  try {
    Store::open(folder / "model.db", {"u", "c", ""});
    FAIL("it was opened");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::conflict);
    CHECK_THAT(error.what(), Catch::Contains("newer"));
  }
}

TEST_CASE("a reader sees one state while a writer goes on", "[store]") {
  const test::TemporaryFolder folder;
  const auto store = Store::open(folder / "model.db", {"u", "c", ""});
  store->read([&](const ReadTransaction& tx) {
    const auto before = models::list(tx).size();
    store->write([](auto& writing) { add_model(writing, "a"); });
    CHECK(models::list(tx).size() == before);
  });
  CHECK(count_models(*store) == 1);
}
