// A model's log, read through the controller: the newest lines, or all, then what comes after.
// Threads: one.
#pragma once

#include "cli/formatters/log_text.h"
#include "cli/session.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace periapt::cli {

class LogReader {
public:
  LogReader(ModelClient& model, LogFilter filter) : model_(model), filter_(std::move(filter)) {}

  /// The last `count` lines that pass, oldest first; reading goes on after them.
  std::vector<LogLine> newest(std::size_t count);
  /// Everything that is there from where reading stands (at first: the beginning) to the end.
  void rest(const std::function<void(const LogLine&)>& take);

private:
  wire::LogChunk chunk(std::int64_t offset);
  void parse(const std::string& text, const std::function<void(const LogLine&)>& take) const;

  ModelClient& model_;
  LogFilter filter_;
  std::int64_t offset_ = 0;
};

} // namespace periapt::cli
