#include "services/restore.h"

#include "base/file.h"
#include "base/sha256.h"
#include "charm/tar_file.h"
#include "charm/yaml_reader.h"
#include "core/error.h"
#include "services/backup.h"
#include "services/charms.h"
#include "store/backup.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"

namespace periapt::services {
namespace {

namespace fs = std::filesystem;
using namespace store;

constexpr std::string_view charms = "charms/";

bool is_expected(const std::string& name) {
  if (name == "backup.yaml" || name == "model.db" || name == "secrets.key") return true;
  return name.starts_with(charms) && is_sha256(name.substr(charms.size()));
}

[[noreturn]] void refuse(const fs::path& archive, const std::string& reason) {
  throw make_error(ErrorKind::invalid, "cannot restore \"{}\": {}", archive.string(), reason);
}

/// Every file is there whole: the database by the manifest's hash, the others by their names.
void check(const fs::path& archive, const fs::path& unpacked) {
  const auto text = read_file_if_exists(unpacked / "backup.yaml");
  if (!text || !fs::exists(unpacked / "model.db") || !fs::exists(unpacked / "secrets.key"))
    refuse(archive, "it is not a complete backup");
  const charm::YamlReader manifest("backup.yaml", charm::parse_yaml(*text));
  if (manifest.at("format").as_int() > backup_format)
    refuse(archive, "it was made by version " + manifest.at("version").as_string() + ", which is newer than this one");
  if (sha256_of_file(unpacked / "model.db") != manifest.at("database-sha256").as_string())
    refuse(archive, "its database is damaged");
  std::error_code none; // no charm was ever added
  for (const auto& file : fs::directory_iterator(unpacked / "charms", none))
    if (sha256_of_file(file.path()) != file.path().filename()) refuse(archive, "one of its charms is damaged");
}

void move_charms(const fs::path& unpacked, const fs::path& folder) {
  make_folders(folder, 0700);
  std::error_code none; // no charm was ever added
  for (const auto& file : fs::directory_iterator(unpacked / "charms", none)) {
    sync_path(file.path());
    fs::rename(file.path(), folder / file.path().filename());
  }
  sync_path(folder);
}

/// Before the database, which refuses another key: cut off in between, the controller is still empty.
void replace_key(const fs::path& fresh, const fs::path& key) {
  fs::permissions(fresh, fs::perms(0600));
  sync_path(fresh);
  fs::rename(fresh, key);
}

/// What is left of the empty controller's database must not be taken for a part of the new one.
void replace_database(const fs::path& fresh, const fs::path& database) {
  for (const char* part : {"-wal", "-shm"}) fs::remove(database.string() + part);
  sync_path(fresh);
  fs::rename(fresh, database);
  sync_path(database.parent_path());
}

} // namespace

void restore_backup(const fs::path& archive, const fs::path& data_folder, const std::string& name) {
  const auto database = data_folder / "model.db";
  if (holds_models(database))
    throw make_error(ErrorKind::conflict, "cannot restore into controller \"{}\": it has models, which would be lost", name);
  const auto unpacked = data_folder / "restoring";
  remove_tree(unpacked);
  make_folders(unpacked, 0700);
  charm::unpack_tar(archive, unpacked, is_expected);
  check(archive, unpacked);
  begin_next_epoch(unpacked / "model.db", name);
  move_charms(unpacked, data_folder / "charms");
  replace_key(unpacked / "secrets.key", data_folder / "secrets.key");
  replace_database(unpacked / "model.db", database);
  remove_tree(unpacked);
}

void adopt_tokens(WriteTransaction& transaction, const std::vector<providers::MachineToken>& tokens) {
  for (const auto& shown : tokens) {
    const auto machine = machines::find(transaction, MachineId{shown.machine_id});
    const auto token = sha256_hex(shown.token);
    if (!machine || machine->name != shown.key.name || machines::find_by_token(transaction, token)) continue;
    if (models::get(transaction, machine->model).uuid == shown.key.model_uuid)
      machines::add_token(transaction, machine->id, token);
  }
}

} // namespace periapt::services
