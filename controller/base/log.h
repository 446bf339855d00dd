// A program's own log: lines go to a sink the program chooses at start (stderr, the machine's log, a file).
//   log.info("delivery", "Stream of machine {} opened", id);
// Lines begin with a capital, carry ids, never secrets. Levels: error = somebody must act; warning = it went on
// but should not happen; info = what changed; debug = how. Any thread, if the sink allows it.
#pragma once

#include "base/clock.h"
#include "base/log_line.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace periapt {

class Log {
public:
  using Sink = std::function<void(const LogLine&)>;

  /// `entity` is what the lines are about: "controller-0", "machine-0". The clock is borrowed.
  Log(std::string entity, const Clock& clock, Sink sink, LogLevel least = LogLevel::info)
      : entity_(std::move(entity)), clock_(clock), sink_(std::move(sink)), least_(least) {}

  void write(LogLevel level, std::string_view category, std::string message) const;

  template <class... Args>
  void debug(std::string_view category, fmt::format_string<Args...> format, Args&&... args) const {
    print(LogLevel::debug, category, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void info(std::string_view category, fmt::format_string<Args...> format, Args&&... args) const {
    print(LogLevel::info, category, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void warning(std::string_view category, fmt::format_string<Args...> format, Args&&... args) const {
    print(LogLevel::warning, category, format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void error(std::string_view category, fmt::format_string<Args...> format, Args&&... args) const {
    print(LogLevel::error, category, format, std::forward<Args>(args)...);
  }

private:
  template <class... Args>
  void print(LogLevel level, std::string_view category, fmt::format_string<Args...> format, Args&&... args) const {
    if (level >= least_) write(level, category, fmt::format(format, std::forward<Args>(args)...));
  }

  std::string entity_;
  const Clock& clock_;
  Sink sink_;
  LogLevel least_;
};

/// Any thread. A line that cannot be written is dropped: a log never fails what it tells about.
Log::Sink stderr_sink();
/// Appends stored lines (log_line.h) to a SegmentedLog in `folder`. Any thread.
Log::Sink folder_sink(const std::filesystem::path& folder);

} // namespace periapt
