#include "base/lock_file.h"

#include "base/system_error.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace periapt {
namespace {

struct flock whole_file() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

} // namespace

std::optional<LockFile> LockFile::try_take(const std::filesystem::path& path) {
  UniqueFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  struct flock lock = whole_file();
  if (::fcntl(fd.get(), F_SETLK, &lock) == 0) return LockFile(std::move(fd));
  if (errno == EACCES || errno == EAGAIN) return std::nullopt;
  throw_errno("cannot lock \"{}\"", path.string());
}

bool LockFile::is_removed() const {
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) throw_errno("cannot inspect a lock");
  return status.st_nlink == 0;
}

std::optional<pid_t> LockFile::holder(const std::filesystem::path& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  if (!fd && errno == ENOENT) return std::nullopt;
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  struct flock lock = whole_file();
  if (::fcntl(fd.get(), F_GETLK, &lock) != 0) throw_errno("cannot inspect the lock of \"{}\"", path.string());
  if (lock.l_type == F_UNLCK) return std::nullopt;
  return lock.l_pid;
}

} // namespace periapt
