// The stored form of one log line, shared by agent, controller and CLI: six fields separated by tabs,
//   2026-01-02T10:00:00.123Z <TAB> unit-x-0 <TAB> DEBUG <TAB> unit.x/0.install <TAB> labels <TAB> message <LF>
// Labels are comma-joined, often empty. In the message a line feed is "\n", a tab "\t", a backslash "\\";
// what is not UTF-8 becomes U+FFFD. What people see is the CLI's business (contract/cli.md 3.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace periapt {

enum class LogLevel { trace, debug, info, warning, error, critical };

/// "DEBUG"
std::string_view level_name(LogLevel level);
/// Any case; "WARN" too. nullopt if it is none.
std::optional<LogLevel> parse_log_level(std::string_view name);

struct LogLine {
  std::int64_t wall_ms = 0;
  std::string entity; // "unit-x-0", "machine-0", "controller-0"
  LogLevel level = LogLevel::info;
  std::string module; // "unit.x/0.install"
  std::string labels;
  std::string message;
};

/// With the line feed.
std::string format_log_line(const LogLine& line);
/// With or without the line feed; nullopt if it is not a line of ours.
std::optional<LogLine> parse_log_line(std::string_view text);

} // namespace periapt
