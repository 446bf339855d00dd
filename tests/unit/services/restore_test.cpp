#include "services/restore.h"

#include "base/sha256.h"
#include "core/error.h"
#include "services/backup.h"
#include "store/backup.h"
#include "support/stored_model.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace periapt;
using namespace periapt::services;
namespace fs = std::filesystem;

namespace {

constexpr TimeMs noon = 1'781'000'000'000; // 2026-06-09 10:13:20 UTC

/// A controller's folder with one model and one charm, and what a backup of it makes.
struct Source {
  test::TemporaryFolder folder;
  std::string charm = sha256_hex("archive");
  MachineId machine;

  Source() {
    fs::create_directories(folder / "charms");
    write_file_atomically(folder / ("charms/" + charm), "archive");
    const auto store = open();
    store->write([&](store::WriteTransaction& transaction) {
      test::StoredModel model(transaction);
      charm::Charm metadata{.name = "app"};
      store::charms::insert(transaction, {.model = model.model, .ref = {"local:app-7", charm, 7}, .revision = 7}, metadata);
      machine = store::machines::insert(transaction, model.model, "0", {.name = "ubuntu", .track = "24.04", .risk = "stable"}, 0);
    });
  }
  std::unique_ptr<store::Store> open() const { return store::Store::open(folder / "model.db", {"uuid", "first", ""}, {.vault = store::SecretVault::open(folder / "secrets.key")}); }

  fs::path back_up(const std::string& notes = "") const {
    const BackupScratch scratch(folder / "backups", "fresh");
    const auto store = open();
    const auto content = store->read([&](const store::ReadTransaction& transaction) {
      return copy_for_backup(transaction, scratch, folder.path());
    });
    return pack_backup(content, scratch, folder / "backups", notes, noon);
  }
};

std::string refusal(const fs::path& archive, const fs::path& data) {
  try {
    restore_backup(archive, data, "second");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// The backup's members, changed by a stranger, packed again.
fs::path tampered(const Source& source, const std::function<void(const fs::path&)>& change) {
  const auto members = source.folder / "members";
  fs::create_directories(members);
  charm::unpack_tar(source.back_up(), members, [](const std::string&) { return true; });
  change(members);
  std::vector<charm::TarMember> list;
  for (const auto& file : fs::recursive_directory_iterator(members))
    if (file.is_regular_file()) list.push_back({fs::relative(file.path(), members).string(), file.path()});
  charm::write_tar(source.folder / "tampered.tar.gz", list);
  return source.folder / "tampered.tar.gz";
}

void append(const fs::path& file, const char* text) { std::ofstream(file, std::ios::app) << text; }

} // namespace

TEST_CASE("a controller comes out of a backup as it went in, in a new epoch", "[services]") {
  const Source source;
  const auto archive = source.back_up("before: \"it\" all");
  CHECK(archive.filename() == "juju-backup-20260609-101320.tar.gz");
  const test::TemporaryFolder data;
  restore_backup(archive, data.path(), "second");
  CHECK(read_file(data / ("charms/" + source.charm)) == "archive");
  const auto store = store::Store::open(data / "model.db", {}, {.vault = store::SecretVault::open(data / "secrets.key")});
  CHECK(store->read(controller_record).name == "second");
  CHECK(store->read([](const store::ReadTransaction& tx) { return tx.revision().epoch; }) == 2);
  CHECK(store->read([](const store::ReadTransaction& tx) { return store::models::list(tx).size(); }) == 1);
  CHECK_FALSE(fs::exists(data / "restoring"));
}

TEST_CASE("two backups of one second have names of their own, and scratch goes", "[services]") {
  const Source source;
  const auto first = source.back_up();
  CHECK(source.back_up().filename() == "juju-backup-20260609-101320-2.tar.gz");
  CHECK(find_backup(source.folder / "backups", first.filename()) == first);
  for (const auto& file : fs::directory_iterator(source.folder / "backups")) CHECK(file.path().extension() == ".gz");
  const std::string name = GENERATE("", "..", "model.db", "../model.db", "juju-backup-x/../../../etc.tar.gz", "juju-backup-1.tar.gz");
  CHECK_THROWS_AS(find_backup(source.folder / "backups", name), Error);
}

TEST_CASE("a file that went with its model meanwhile is told from other trouble", "[services]") {
  const Source source;
  fs::remove(source.folder / ("charms/" + source.charm));
  CHECK_THROWS_MATCHES(source.back_up(), std::system_error, Catch::Predicate<std::system_error>([](const auto& error) {
                         return error.code() == std::errc::no_such_file_or_directory;
                       }));
  CHECK(fs::is_empty(source.folder / "backups"));
}

TEST_CASE("models are never restored over, an empty controller is", "[services]") {
  const Source source, other;
  const auto archive = source.back_up();
  CHECK_THAT(refusal(archive, other.folder.path()), Catch::Contains("it has models, which would be lost"));
  const test::TemporaryFolder empty;
  store::Store::open(empty / "model.db", {"another", "empty", ""});
  restore_backup(archive, empty.path(), "second");
  CHECK(store::holds_models(empty / "model.db"));
}

TEST_CASE("a backup that is damaged, incomplete or too new is refused, and nothing is changed", "[services]") {
  struct Case {
    const char* reason;
    std::function<void(const fs::path&)> change;
  };
  const auto& [reason, change] = GENERATE(values<Case>({
      {"its database is damaged", [](const fs::path& members) { append(members / "model.db", "x"); }},
      {"one of its charms is damaged", [](const fs::path& members) { append(fs::directory_iterator(members / "charms")->path(), "x"); }},
      {"it is not a complete backup", [](const fs::path& members) { fs::remove(members / "model.db"); }},
      {"it is not a complete backup", [](const fs::path& members) { fs::remove(members / "backup.yaml"); }},
      {"it is not a complete backup", [](const fs::path& members) { fs::remove(members / "secrets.key"); }},
      {"is newer than this one", [](const fs::path& members) { write_file_atomically(members / "backup.yaml", "{format: 2, version: '9.9'}"); }},
      {"expected int, got string(\"one\")", [](const fs::path& members) { write_file_atomically(members / "backup.yaml", "format: one"); }},
      {"it holds \"charms/nothash\"", [](const fs::path& members) { write_file_atomically(members / "charms/nothash", "x"); }},
      {"it holds \"modeld\"", [](const fs::path& members) { write_file_atomically(members / "modeld", "x"); }},
  }));
  const Source source;
  const test::TemporaryFolder data;
  CHECK_THAT(refusal(tampered(source, change), data.path()), Catch::Contains(reason));
  CHECK_FALSE(fs::exists(data / "model.db"));
  CHECK_FALSE(fs::exists(data / "charms"));
}

TEST_CASE("a machine that runs goes on with the token it shows, a stranger's is not taken", "[services]") {
  const Source source;
  const auto store = source.open();
  const auto uuid = store->read([](const store::ReadTransaction& tx) { return store::models::list(tx).at(0).uuid; });
  const auto id = source.machine.value;
  store->write([&](store::WriteTransaction& transaction) {
    adopt_tokens(transaction, {{{uuid, "0"}, id, "ours"}, {{uuid, "1"}, id, "other name"}, {{"other", "0"}, id, "other model"},
                               {{uuid, "0"}, id + 1, "other id"}, {{uuid, "0"}, id, "ours"}});
  });
  const auto known = [&](const char* token) {
    return store->read([&](const store::ReadTransaction& tx) { return store::machines::find_by_token(tx, sha256_hex(token)); });
  };
  CHECK(known("ours") == source.machine);
  for (const char* token : {"other name", "other model", "other id"}) CHECK_FALSE(known(token));
}
