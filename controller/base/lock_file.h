// A file that at most one process holds, and whose holder the kernel names: found again after our own restart
// without trusting a stored pid. A POSIX record lock: freed by the kernel when the process ends, not inherited
// by children. Errors: std::system_error.
#pragma once

#include "base/unique_fd.h"

#include <sys/types.h>

#include <filesystem>
#include <optional>

namespace periapt {

class LockFile {
public:
  /// Makes the file if needed. nullopt if another process holds it. Hold only one object a file in one process:
  /// closing any descriptor of the file ends the lock (POSIX).
  static std::optional<LockFile> try_take(const std::filesystem::path& path);
  /// Somebody has removed the file, and most likely the folder around it.
  bool is_removed() const;
  /// The process that holds it, other than this one; nullopt if nobody does or there is no such file.
  static std::optional<pid_t> holder(const std::filesystem::path& path);

private:
  explicit LockFile(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

} // namespace periapt
