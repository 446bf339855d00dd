#include "adapters/run_folder.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/system_error.h"

#include <fmt/format.h>

#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

constexpr long tmpfs = 0x01021994; // TMPFS_MAGIC of linux/magic.h

bool is_memory(const char* folder) {
  struct statfs what {};
  return ::statfs(folder, &what) == 0 && what.f_type == tmpfs && ::access(folder, W_OK | X_OK) == 0;
}

bool is_ours(const fs::path& path) {
  struct stat what {};
  return ::lstat(path.c_str(), &what) == 0 && S_ISDIR(what.st_mode) && what.st_uid == ::geteuid();
}

/// False: somebody else has a folder or link of that name.
bool made_anew(const fs::path& path) {
  if (is_ours(path)) remove_tree(path);
  return ::mkdir(path.c_str(), 0700) == 0;
}

} // namespace

RunFolder::RunFolder(const fs::path& state) {
  const auto name = fmt::format("periapt-{}-{}", ::geteuid(), sha256_hex(state.string()).substr(0, 16));
  for (const char* folder : {"/dev/shm", "/run/shm"}) {
    if (!is_memory(folder) || !made_anew(fs::path(folder) / name)) continue;
    path_ = fs::path(folder) / name;
    return;
  }
  path_ = state / "run";
  remove_tree(path_);
  make_folders(path_, 0700);
}

RunFolder::~RunFolder() {
  try {
    remove_tree(path_);
  } catch (const std::exception&) {
    // the unit's next run removes it
  }
}

} // namespace periapt::adapters
