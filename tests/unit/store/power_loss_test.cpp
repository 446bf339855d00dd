#include "core/error.h"
#include "database/crash_vfs.h"
#include "store/journal.h"
#include "store/model_repository.h"
#include "store/store.h"

#include <catch2/catch.hpp>

#include <set>

using namespace periapt;
using namespace periapt::store;
using database::CrashVfs;

namespace {

std::unique_ptr<Store> open(const CrashVfs& disk) {
  return Store::open("model.db", {"u", "c", ""}, {.vfs = disk.name()});
}

/// Adds models until the power fails; those that were acknowledged, and the revision of the last.
struct Acknowledged {
  std::set<std::string> names;
  Revision last;
};

Acknowledged write_until_the_power_fails(Store& store) {
  Acknowledged acknowledged;
  for (int i = 0;; ++i) {
    const auto name = "m" + std::to_string(i);
    try {
      store.write([&](WriteTransaction& tx) { models::insert(tx, "uuid-of-" + name, name, 0); });
    } catch (const Error&) {
      return acknowledged;
    }
    acknowledged.names.insert(name);
    acknowledged.last = store.read([](const ReadTransaction& tx) { return tx.revision(); });
  }
}

} // namespace

TEST_CASE("I8: what was acknowledged is there after power loss, with its journal", "[store]") {
  const auto unsynced = GENERATE(CrashVfs::Unsynced::lost, CrashVfs::Unsynced::some_kept);
  const auto failing_sync = GENERATE(range(1, 12));
  CrashVfs disk("store-power-loss");
  Acknowledged acknowledged;
  {
    const auto store = open(disk);
    disk.fail_power_at_sync(failing_sync);
    acknowledged = write_until_the_power_fails(*store);
  }
  disk.restart(unsynced, static_cast<std::uint32_t>(failing_sync));
  const auto store = open(disk);
  store->read([&](const ReadTransaction& tx) {
    std::set<std::string> names;
    for (const auto& model : models::list(tx)) names.insert(model.name);
    for (const auto& name : acknowledged.names) CHECK(names.contains(name));
    CHECK(tx.revision() >= acknowledged.last);
    CHECK(changes_since(tx, 0).size() == names.size());
  });
}
