#include "transport/disk_reserve.h"

#include "base/unique_fd.h"

#include <fcntl.h>

#include <system_error>

namespace periapt::transport {
namespace {

// Less than this and the next transaction may fail: the write-ahead log grows by several pages each.
constexpr std::int64_t full_below_bytes = 512 << 10;

} // namespace

DiskReserve::DiskReserve(std::filesystem::path file, std::int64_t size_bytes)
    : file_(std::move(file)), size_bytes_(size_bytes) {
  std::error_code error;
  released_ = static_cast<std::int64_t>(std::filesystem::file_size(file_, error)) != size_bytes_ || error;
  restore();
}

void DiskReserve::write_failed() {
  if (released_ || available_bytes() >= full_below_bytes) return;
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
  released_ = true;
}

bool DiskReserve::restore() {
  if (released_ && available_bytes() > 2 * size_bytes_) released_ = !take();
  return !released_;
}

bool DiskReserve::take() const {
  const UniqueFd fd(::open(file_.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  return fd && ::posix_fallocate(fd.get(), 0, size_bytes_) == 0;
}

std::int64_t DiskReserve::available_bytes() const {
  std::error_code error;
  const auto space = std::filesystem::space(file_.parent_path(), error);
  return error ? full_below_bytes : static_cast<std::int64_t>(space.available);
}

} // namespace periapt::transport
