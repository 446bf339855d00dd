// Log lines as `debug-log` prints them, and which of them it prints. Rule: contract/cli.md, 3.4.
#pragma once

#include "base/log_line.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct LogView {
  bool utc = false;
  bool date = false;
  bool milliseconds = false;
  bool colour = false;
};

/// `unit-testdb-0: 10:20:30 INFO unit.testdb/0.juju-log message`, with a line feed.
std::string log_text(const LogLine& line, const LogView& view);

/// Includes are OR-ed within a kind, the kinds AND-ed; an exclude wins.
struct LogFilter {
  std::vector<std::string> include, exclude; // entities: unit-mysql-0, mysql/0, mysql, machine-1, 0; `*` wildcards
  std::vector<std::string> include_module, exclude_module; // prefixes of the dotted module
  std::vector<std::string> include_label, exclude_label;
  LogLevel least = LogLevel::trace;

  bool passes(const LogLine& line) const;
};

} // namespace periapt::cli
