// A backup of the running controller: a copy of its database as of one moment and every file that the rows of that
// moment name, in one archive that only its owner can read. Rule: DESIGN section 9, rule 27.
//
//   backup.yaml       format, whose it is, when it was made, the copy's hash
//   model.db
//   charms/<sha256>
//
// Errors: periapt::Error, std::system_error. Threads: those of the transaction; packing blocks, so on the pool.
#pragma once

#include "charm/tar_file.h"
#include "services/reports.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::services {

/// Of the archive; a newer one is refused by restore.h.
inline constexpr int backup_format = 1;

/// A folder for what is packed, gone with this object.
class BackupScratch {
public:
  BackupScratch(const std::filesystem::path& backups_folder, const Uuid& fresh);
  ~BackupScratch();
  BackupScratch(const BackupScratch&) = delete;
  BackupScratch& operator=(const BackupScratch&) = delete;
  std::filesystem::path operator/(const char* name) const { return folder_ / name; }

private:
  std::filesystem::path folder_;
};

struct BackupContent {
  ControllerRecord controller;
  std::vector<charm::TarMember> files;
};

/// Copies the database into the scratch folder and lists what it needs: charms, and the key of its secrets.
BackupContent copy_for_backup(const store::ReadTransaction& transaction, const BackupScratch& scratch,
                              const std::filesystem::path& data_folder);

/// `juju-backup-<date>-<time>.tar.gz` in the folder; a number is added where there is one. Throws std::system_error
/// (ENOENT) where a file was removed with its model meanwhile: then begin again with a new copy.
std::filesystem::path pack_backup(const BackupContent& content, const BackupScratch& scratch,
                                  const std::filesystem::path& backups_folder, const std::string& notes, TimeMs now);

/// Where the backup of this name is. Throws Error(not_found), also for a name that leads elsewhere.
std::filesystem::path find_backup(const std::filesystem::path& backups_folder, const std::string& name);

/// What a controller that was killed amid a backup left.
void remove_unfinished_backups(const std::filesystem::path& backups_folder);

} // namespace periapt::services
