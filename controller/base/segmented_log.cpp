#include "base/segmented_log.h"

#include "base/file.h"
#include "base/system_error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace periapt {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kept_segments = 2;

struct Segment {
  std::int64_t begin = 0;
  fs::path path;
};

std::int64_t size_of(const Segment& segment) {
  struct stat info {};
  if (::stat(segment.path.c_str(), &info) == 0) return info.st_size;
  if (errno == ENOENT) return 0; // dropped meanwhile
  throw_errno("cannot inspect \"{}\"", segment.path.string());
}

std::optional<std::int64_t> parse_segment_name(const std::string& name) {
  std::int64_t begin = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), begin);
  if (name.size() != 20 || error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return begin;
}

/// In order of their offsets.
std::vector<Segment> segments_in(const fs::path& folder) {
  std::vector<Segment> segments;
  for (const auto& item : fs::directory_iterator(folder)) {
    if (const auto begin = parse_segment_name(item.path().filename().string())) segments.push_back({*begin, item.path()});
  }
  std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) { return a.begin < b.begin; });
  return segments;
}

Segment segment_at(const fs::path& folder, std::int64_t begin) {
  return {begin, folder / fmt::format("{:020}", begin)};
}

class FileLock {
public:
  explicit FileLock(int fd) : fd_(fd) {
    if (retry_interrupted([&] { return ::flock(fd_, LOCK_EX); }) != 0) throw_errno("cannot lock a log");
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() { ::flock(fd_, LOCK_UN); }

private:
  int fd_;
};

/// A full disk must not leave half a line for the next one to be glued to.
void write_whole(int fd, std::string_view text, std::int64_t size_before) {
  try {
    write_all(fd, text);
  } catch (const std::system_error&) {
    if (::ftruncate(fd, size_before) != 0) throw_errno("cannot undo half a log line");
    throw;
  }
}

std::string read_at(const Segment& segment, std::int64_t position, std::size_t size) {
  const UniqueFd fd(::open(segment.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) return {};
  if (!fd) throw_errno("cannot open \"{}\"", segment.path.string());
  std::string text(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const auto got = retry_interrupted([&] {
      return ::pread(fd.get(), text.data() + filled, size - filled, position + static_cast<off_t>(filled));
    });
    if (got < 0) throw_errno("cannot read \"{}\"", segment.path.string());
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  text.resize(filled);
  return text;
}

/// Whole lines of one segment: as many as fit, or the first one however long it is.
std::string read_lines_at(const Segment& segment, std::int64_t position, std::size_t limit_bytes) {
  for (std::size_t size = std::max<std::size_t>(limit_bytes, 1);; size *= 2) {
    std::string text = read_at(segment, position, size);
    const auto end = size <= limit_bytes ? text.rfind('\n') : text.find('\n');
    if (end != std::string::npos) return text.substr(0, end + 1);
    if (text.size() < size) return {}; // a line that is being written
  }
}

} // namespace

SegmentedLog::SegmentedLog(fs::path folder, std::int64_t segment_bytes)
    : folder_(std::move(folder)), segment_bytes_(segment_bytes) {
  if (!fs::is_directory(folder_)) make_folders(folder_, 0700);
  const fs::path lock = folder_ / "lock";
  lock_.reset(::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock_) throw_errno("cannot open \"{}\"", lock.string());
}

void SegmentedLog::append(std::string_view text) {
  const FileLock locked(lock_.get());
  const auto segments = segments_in(folder_);
  Segment last = segments.empty() ? segment_at(folder_, 0) : segments.back();
  const std::int64_t size = segments.empty() ? 0 : size_of(last);
  const bool full = size > 0 && size + static_cast<std::int64_t>(text.size()) > segment_bytes_;
  if (full) last = segment_at(folder_, last.begin + size);
  const UniqueFd fd(::open(last.path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!fd) throw_errno("cannot open \"{}\"", last.path.string());
  write_whole(fd.get(), text, full ? 0 : size);
  if (full) drop_old_segments();
}

void SegmentedLog::drop_old_segments() const {
  const auto segments = segments_in(folder_);
  for (std::size_t i = 0; i + kept_segments < segments.size(); ++i) ::unlink(segments[i].path.c_str());
}

SegmentedLog::Chunk SegmentedLog::read(std::int64_t offset, std::size_t limit_bytes) const {
  for (const Segment& segment : segments_in(folder_)) {
    offset = std::max(offset, segment.begin);
    if (offset >= segment.begin + size_of(segment)) continue;
    std::string text = read_lines_at(segment, offset - segment.begin, limit_bytes);
    const auto next = offset + static_cast<std::int64_t>(text.size());
    return {.offset = offset, .next_offset = next, .text = std::move(text)};
  }
  return {.offset = offset, .next_offset = offset, .text = {}};
}

std::int64_t SegmentedLog::begin_offset() const {
  const auto segments = segments_in(folder_);
  return segments.empty() ? 0 : segments.front().begin;
}

std::int64_t SegmentedLog::end_offset() const {
  const auto segments = segments_in(folder_);
  return segments.empty() ? 0 : segments.back().begin + size_of(segments.back());
}

} // namespace periapt
