#include "base/file.h"

#include "base/random.h"
#include "base/sha256.h"
#include "base/system_error.h"
#include "base/unique_fd.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>

namespace periapt {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t chunk_bytes = 64 << 10;

UniqueFd open_for_reading(const fs::path& path) {
  return UniqueFd(retry_interrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
}

std::size_t read_some(int fd, char* buffer, std::size_t size, const fs::path& path) {
  const auto got = retry_interrupted([&] { return ::read(fd, buffer, size); });
  if (got < 0) throw_errno("cannot read \"{}\"", path.string());
  return static_cast<std::size_t>(got);
}

std::string read_open_file(int fd, const fs::path& path, std::size_t limit_bytes) {
  std::string content;
  std::array<char, chunk_bytes> buffer; // NOLINT: filled by read
  while (const std::size_t got = read_some(fd, buffer.data(), buffer.size(), path)) {
    if (content.size() + got > limit_bytes) {
      throw_error_number(EFBIG, "cannot read \"{}\": larger than {} bytes", path.string(), limit_bytes);
    }
    content.append(buffer.data(), got);
  }
  return content;
}

fs::path folder_of(const fs::path& path) {
  const fs::path parent = path.parent_path();
  return parent.empty() ? fs::path(".") : parent;
}

/// A file under a name nobody knows yet; unlinked unless it was renamed.
class TemporarySibling {
public:
  TemporarySibling(const fs::path& target, mode_t mode) : path_(target.string() + ".tmp-" + random_hex(6)) {
    fd_.reset(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd_) throw_errno("cannot create \"{}\"", path_.string());
    if (fchmod(fd_.get(), mode) != 0) throw_errno("cannot set the mode of \"{}\"", path_.string());
  }
  TemporarySibling(const TemporarySibling&) = delete;
  TemporarySibling& operator=(const TemporarySibling&) = delete;
  ~TemporarySibling() {
    if (!renamed_) ::unlink(path_.c_str());
  }

  void write_and_rename(std::string_view content, const fs::path& target) {
    write_all(fd_.get(), content);
    if (fsync(fd_.get()) != 0) throw_errno("cannot sync \"{}\"", path_.string());
    if (::rename(path_.c_str(), target.c_str()) != 0) throw_errno("cannot replace \"{}\"", target.string());
    renamed_ = true;
  }

private:
  fs::path path_;
  UniqueFd fd_;
  bool renamed_ = false;
};

} // namespace

std::string read_file(const fs::path& path, std::size_t limit_bytes) {
  const UniqueFd fd = open_for_reading(path);
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  return read_open_file(fd.get(), path, limit_bytes);
}

std::optional<std::string> read_file_if_exists(const fs::path& path, std::size_t limit_bytes) {
  const UniqueFd fd = open_for_reading(path);
  if (!fd && errno == ENOENT) return std::nullopt;
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  return read_open_file(fd.get(), path, limit_bytes);
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto taken = retry_interrupted([&] { return ::write(fd, bytes.data(), bytes.size()); });
    if (taken < 0) throw_errno("cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(taken));
  }
}

void write_file_atomically(const fs::path& path, std::string_view content, mode_t mode) {
  TemporarySibling temporary(path, mode);
  temporary.write_and_rename(content, path);
  sync_path(folder_of(path));
}

void make_folders(const fs::path& path, mode_t mode) {
  if (path.has_parent_path() && path.parent_path() != path) fs::create_directories(path.parent_path());
  if (::mkdir(path.c_str(), mode) != 0) {
    const int number = errno;
    if (number != EEXIST || !fs::is_directory(path)) {
      throw_error_number(number, "cannot create the folder \"{}\"", path.string());
    }
  }
  if (::chmod(path.c_str(), mode) != 0) throw_errno("cannot set the mode of \"{}\"", path.string());
}

fs::path make_unique_folder(const fs::path& prefix) {
  auto name = prefix.string() + "XXXXXX";
  if (!::mkdtemp(name.data())) throw_errno("cannot create a folder \"{}\"", name);
  return name;
}

void remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error); // opens each folder with O_NOFOLLOW and removes by descriptor
  if (error) throw std::system_error(error, fmt::format("cannot remove \"{}\"", path.string()));
}

void sync_path(const fs::path& path) {
  const UniqueFd fd = open_for_reading(path);
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  if (fsync(fd.get()) != 0) throw_errno("cannot sync \"{}\"", path.string());
}

std::string sha256_of_file(const fs::path& path) {
  const UniqueFd fd = open_for_reading(path);
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  Sha256 sum;
  std::array<char, chunk_bytes> buffer; // NOLINT: filled by read
  while (const std::size_t got = read_some(fd.get(), buffer.data(), buffer.size(), path)) {
    sum.update({buffer.data(), got});
  }
  return sum.finish();
}

} // namespace periapt
