// An append-only log in a bounded number of bytes whose offsets stay meaningful: an offset counts the bytes
// ever written. A segment is a file named by the offset of its first byte (20 digits, so that names sort);
// only the last two are kept. Several processes may append: each append is one write under flock.
//   <folder>/00000000000000000000   <folder>/00000000000016777216   <folder>/lock
// Never synced: log lines may be lost with the power. Errors: std::system_error. One thread an object.
#pragma once

#include "base/unique_fd.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace periapt {

class SegmentedLog {
public:
  static constexpr std::int64_t default_segment_bytes = 16 << 20;

  /// Makes the folder if needed.
  explicit SegmentedLog(std::filesystem::path folder, std::int64_t segment_bytes = default_segment_bytes);

  /// `text` is whole lines; a segment is never split inside one.
  void append(std::string_view text);

  /// From the next segment on.
  void set_segment_bytes(std::int64_t bytes) { segment_bytes_ = bytes; }

  struct Chunk {
    std::int64_t offset = 0;      // of the first byte of text: later than asked for if that was dropped
    std::int64_t next_offset = 0; // ask here next
    std::string text;             // whole lines; empty at the end
  };
  /// At most limit_bytes, unless a single line is longer: then that line.
  Chunk read(std::int64_t offset, std::size_t limit_bytes) const;

  std::int64_t begin_offset() const;
  std::int64_t end_offset() const;

private:
  void drop_old_segments() const;

  std::filesystem::path folder_;
  std::int64_t segment_bytes_;
  UniqueFd lock_;
};

} // namespace periapt
