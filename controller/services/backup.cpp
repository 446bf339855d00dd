#include "services/backup.h"

#include "base/file.h"
#include "charm/yaml_writer.h"
#include "core/error.h"
#include "core/status_report.h"
#include "store/backup.h"
#include "store/charm_repository.h"
#include "store/resource_repository.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <set>

namespace periapt::services {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "juju-backup-";
constexpr std::string_view suffix = ".tar.gz";
constexpr std::string_view scratch_prefix = ".making-";

std::string time_stamp(TimeMs now) {
  return fmt::format("{:%Y%m%d-%H%M%S}", fmt::gmtime(static_cast<std::time_t>(now / 1000)));
}

bool is_backup_name(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '.'; });
  return plain && name.starts_with(prefix) && name.ends_with(suffix);
}

std::string manifest_text(const BackupContent& content, const std::string& database_sha256, const std::string& notes,
                          TimeMs now) {
  return charm::write_yaml(charm::YamlMap{{"format", backup_format},
                                          {"version", PERIAPT_VERSION},
                                          {"contract-version", contract_version},
                                          {"controller-uuid", content.controller.uuid},
                                          {"controller-name", content.controller.name},
                                          {"made-ms", now},
                                          {"database-sha256", database_sha256},
                                          {"notes", notes}});
}

} // namespace

BackupScratch::BackupScratch(const fs::path& backups_folder, const Uuid& fresh)
    : folder_(backups_folder / (std::string(scratch_prefix) + fresh)) {
  make_folders(backups_folder, 0700);
  make_folders(folder_, 0700);
}

BackupScratch::~BackupScratch() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

BackupContent copy_for_backup(const store::ReadTransaction& transaction, const BackupScratch& scratch,
                              const fs::path& data_folder) {
  store::copy_database(transaction, scratch / "model.db");
  BackupContent content{controller_record(transaction), {{"secrets.key", data_folder / "secrets.key"}}};
  std::set<std::string> kept; // an archive may be a resource too
  for (auto& archive : store::charms::list_archives(transaction)) kept.insert(std::move(archive));
  for (auto& resource : store::resources::list_files(transaction)) kept.insert(std::move(resource));
  for (const auto& sha256 : kept) content.files.push_back({"charms/" + sha256, data_folder / "charms" / sha256});
  return content;
}

fs::path pack_backup(const BackupContent& content, const BackupScratch& scratch, const fs::path& backups_folder,
                     const std::string& notes, TimeMs now) {
  const auto manifest = scratch / "backup.yaml";
  write_file_atomically(manifest, manifest_text(content, sha256_of_file(scratch / "model.db"), notes, now), 0600);
  std::vector<charm::TarMember> members{{"backup.yaml", manifest}, {"model.db", scratch / "model.db"}};
  members.insert(members.end(), content.files.begin(), content.files.end());
  for (int count = 1;; ++count) {
    const auto number = count == 1 ? std::string() : fmt::format("-{}", count);
    const auto path = backups_folder / fmt::format("{}{}{}{}", prefix, time_stamp(now), number, suffix);
    try {
      charm::write_tar(path, members);
      return path;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::already_exists) throw;
    }
  }
}

fs::path find_backup(const fs::path& backups_folder, const std::string& name) {
  const auto path = backups_folder / name;
  if (!is_backup_name(name) || !fs::is_regular_file(path)) throw make_error(ErrorKind::not_found, "backup \"{}\" not found", name);
  return path;
}

void remove_unfinished_backups(const fs::path& backups_folder) {
  std::error_code none; // no folder: no backup was ever made
  for (const auto& entry : fs::directory_iterator(backups_folder, none)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(scratch_prefix) || name.ends_with(".part")) remove_tree(entry.path());
  }
}

} // namespace periapt::services
