#include "providers/local/loop_device.h"

#include "base/unique_fd.h"
#include "core/error.h"

#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace periapt::providers {
namespace fs = std::filesystem;
namespace {

constexpr const char* control_file = "/dev/loop-control";
constexpr int most_tries = 16; // another program may take the free device before us

UniqueFd open_device(const std::string& path, int flags) { return UniqueFd(::open(path.c_str(), flags | O_CLOEXEC)); }

[[noreturn]] void fail(const char* doing, const std::string& path) {
  throw make_error(ErrorKind::unavailable, "cannot {} \"{}\": {}", doing, path, std::strerror(errno));
}

std::string free_device() {
  const auto control = open_device(control_file, O_RDWR);
  if (!control) fail("open", control_file);
  const int number = ::ioctl(control.get(), LOOP_CTL_GET_FREE);
  if (number < 0) fail("ask for a device at", control_file);
  return fmt::format("/dev/loop{}", number);
}

/// The device that the kernel names for this file.
std::optional<std::string> device_of(const fs::path& file) {
  std::error_code none;
  for (const auto& block : fs::directory_iterator("/sys/block", none)) {
    std::ifstream backing(block.path() / "loop" / "backing_file");
    std::string path;
    if (!std::getline(backing, path)) continue;
    if (path == file.string() || path == file.string() + " (deleted)") return "/dev/" + block.path().filename().string();
  }
  return std::nullopt;
}

UniqueFd open_backing_file(const fs::path& file, std::int64_t size_mib) {
  UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) fail("make", file.string());
  if (::ftruncate(fd.get(), size_mib << 20) != 0) fail("make", file.string());
  return fd;
}

} // namespace

std::string loop_obstacle() {
  try {
    const auto device = free_device();
    if (!open_device(device, O_RDWR)) fail("open", device);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string make_loop_device(const fs::path& file, std::int64_t size_mib) {
  if (const auto known = device_of(file)) return *known;
  const auto backing = open_backing_file(file, size_mib);
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto path = free_device();
    const auto device = open_device(path, O_RDWR);
    if (!device) fail("open", path);
    if (::ioctl(device.get(), LOOP_SET_FD, backing.get()) != 0) {
      if (errno == EBUSY) continue;
      fail("set up", path);
    }
    loop_info64 info{};
    std::strncpy(reinterpret_cast<char*>(info.lo_file_name), file.c_str(), LO_NAME_SIZE - 1);
    ::ioctl(device.get(), LOOP_SET_STATUS64, &info); // the name is for people
    return path;
  }
  throw make_error(ErrorKind::unavailable, "cannot set up a loop device for \"{}\": others take each", file.string());
}

void remove_loop_device(const fs::path& file) {
  if (const auto path = device_of(file)) {
    const auto device = open_device(*path, O_RDWR);
    if (!device || ::ioctl(device.get(), LOOP_CLR_FD, 0) != 0) fail("free", *path);
  }
  std::error_code error;
  fs::remove(file, error);
  if (error) throw make_error(ErrorKind::unavailable, "cannot remove \"{}\": {}", file.string(), error.message());
}

} // namespace periapt::providers
