#include "transport/backups_handlers.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/random.h"
#include "core/error.h"
#include "services/backup.h"
#include "store/store.h"

#include <unistd.h>

#include <array>
#include <system_error>

namespace periapt::transport {
namespace {

constexpr int most_attempts = 3;

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// A file may go with its model between the copy and the packing: then a newer copy does not need it.
std::pair<services::BackupContent, std::filesystem::path> pack(Controller& controller, const Call& call,
                                                               const std::string& notes) {
  for (int attempt = 1;; ++attempt) {
    const services::BackupScratch scratch(controller.backups_folder, random_uuid());
    const auto content = controller.store.read([&](const store::ReadTransaction& transaction) {
      return services::copy_for_backup(transaction, scratch, controller.charms_folder.parent_path());
    });
    try {
      return {content, services::pack_backup(content, scratch, controller.backups_folder, notes, call.now)};
    } catch (const std::system_error& error) {
      if (error.code() == std::errc::no_such_file_or_directory && attempt < most_attempts) continue;
      throw make_error(ErrorKind::unavailable, "cannot make the backup: {}", error.what());
    }
  }
}

} // namespace

wire::BackupInfo create_backup(Controller& controller, Call call, const wire::CreateBackup& request) {
  const auto [content, path] = pack(controller, call, request.notes);
  controller.log.info("backup", "Made backup \"{}\"", path.string());
  return {.name = path.filename().string(),
          .path = path.string(),
          .format = services::backup_format,
          .version = contract_version,
          .controller_uuid = content.controller.uuid,
          .hostname = host_name(),
          .sha256 = sha256_of_file(path),
          .size_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path)),
          .started_ms = call.now,
          .finished_ms = controller.clock.wall_ms(),
          .notes = request.notes};
}

Reply download_backup(Controller& controller, Call call) {
  return {.file = services::find_backup(controller.backups_folder, call.argument("name")), .file_type = "application/gzip"};
}

wire::Empty remove_backup(Controller& controller, Call call, const wire::Empty&) {
  std::filesystem::remove(services::find_backup(controller.backups_folder, call.argument("name")));
  return {};
}

} // namespace periapt::transport
