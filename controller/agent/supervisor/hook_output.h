// What one hook prints, on its way to the machine's log: line by line, bounded, never blocking the hook.
// Rule: contract/hooks.md, section 2 (stdout at DEBUG, stderr at WARNING; a background child that holds the pipe
// does not keep the hook alive).
#pragma once

#include "base/clock.h"
#include "base/log_line.h"
#include "base/segmented_log.h"
#include "base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace periapt::agent {

/// Whose lines they are.
struct HookLogSource {
  std::string entity; // "unit-x-0"
  std::string module; // "unit.x/0.install"
};

class HookOutput {
public:
  static constexpr std::int64_t kept_bytes_limit = 8 << 20; // of one hook, both streams; more is read and dropped
  static constexpr std::size_t longest_line_bytes = 64 << 10; // a longer one is cut into several

  static constexpr std::size_t kept_result_limit = 1 << 20; // of each stream, for the exit of who keeps output

  /// Makes the pipes. Log and clock are borrowed. `keeps`: what is printed is kept as it is, too.
  HookOutput(HookLogSource source, SegmentedLog& log, const Clock& clock, bool keeps);

  /// For the child; closed by close_write_ends() after it was started.
  int stdout_write_end() const noexcept { return out_.write_end.get(); }
  int stderr_write_end() const noexcept { return err_.write_end.get(); }
  void close_write_ends();

  /// -1 once it has ended.
  int stdout_fd() const noexcept { return out_.read_end.get(); }
  int stderr_fd() const noexcept { return err_.read_end.get(); }
  bool ended() const noexcept { return !out_.read_end && !err_.read_end; }

  /// Reads what is there now, up to a limit, so that one loud hook does not starve the others.
  void read_available();
  /// Stops reading; says how much was dropped.
  void finish();

  /// What was kept; empty unless it is.
  const std::string& kept_out() const noexcept { return out_.kept; }
  const std::string& kept_err() const noexcept { return err_.kept; }
  std::int64_t cut_bytes() const noexcept { return cut_bytes_; }

private:
  struct Stream {
    explicit Stream(LogLevel stream_level);
    LogLevel level;
    UniqueFd read_end;
    UniqueFd write_end;
    std::string partial; // the line that has not ended yet
    std::string kept;    // as it came
  };

  void read_stream(Stream& stream);
  void take(Stream& stream, std::string_view bytes);
  void keep(Stream& stream, std::string_view bytes);
  void add_line(LogLevel level, std::string_view line);
  void write_lines();

  HookLogSource source_;
  SegmentedLog& log_;
  const Clock& clock_;
  Stream out_{LogLevel::debug};
  Stream err_{LogLevel::warning};
  std::string lines_; // formatted, not yet in the log
  std::int64_t kept_bytes_ = 0;
  std::int64_t dropped_bytes_ = 0;
  bool keeps_;
  std::int64_t cut_bytes_ = 0;
};

} // namespace periapt::agent
