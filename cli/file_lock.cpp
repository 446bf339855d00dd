#include "cli/file_lock.h"

#include "base/system_error.h"

#include <fcntl.h>
#include <sys/file.h>

namespace periapt::cli {

UniqueFd hold_file_lock(const std::filesystem::path& path) {
  UniqueFd lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock || retry_interrupted([&] { return ::flock(lock.get(), LOCK_EX); }) != 0)
    throw_errno("cannot lock \"{}\"", path.string());
  return lock;
}

} // namespace periapt::cli
