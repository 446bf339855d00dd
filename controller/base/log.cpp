#include "base/log.h"

#include "base/segmented_log.h"

#include <cstdio>
#include <mutex>

namespace periapt {

void Log::write(LogLevel level, std::string_view category, std::string message) const {
  if (level < least_) return;
  sink_({.wall_ms = clock_.wall_ms(), .entity = entity_, .level = level, .module = std::string(category), .labels = {},
         .message = std::move(message)});
}

Log::Sink stderr_sink() {
  return [](const LogLine& line) {
    const std::string text = format_log_line(line);
    std::fwrite(text.data(), 1, text.size(), stderr); // one call: stdio locks the stream
  };
}

Log::Sink folder_sink(const std::filesystem::path& folder) {
  struct Target {
    explicit Target(const std::filesystem::path& path) : log(path) {}
    std::mutex mutex;
    SegmentedLog log; // guarded by mutex
  };
  return [target = std::make_shared<Target>(folder)](const LogLine& line) { // shared: sinks are copied
    try {
      const std::lock_guard lock(target->mutex);
      target->log.append(format_log_line(line));
    } catch (const std::exception&) {
      // a full disk must not stop what the log tells about
    }
  };
}

} // namespace periapt
