// One program of a wrapped tool: started in a session of its own with its output read line by line, and, when the
// adapter is told to stop, ended with every descendant, those in other sessions included.
// Rule: contract/wrappers.md, section 4, "Stopping". Threads: one, the process's only.
#pragma once

#include "adapters/adapter.h"

#include <functional>

namespace periapt::adapters {

/// Once, before anything is started: makes this process the parent of its orphans, and holds back SIGTERM, SIGINT and
/// SIGHUP for run_tool(). Throws std::system_error.
class StopSignals {
public:
  StopSignals();
  int fd() const { return fd_.get(); }
  /// One has come; true from then on.
  bool has_come();

private:
  UniqueFd fd_;
  bool come_ = false;
};

struct ToolEnd {
  ExitStatus status;
  bool stopped = false; // whatever the status says
};

/// `on_line` gets each line. A daemon that the tool leaves behind does not keep it alive, and lives on.
/// Throws std::system_error when it cannot be started.
ToolEnd run_tool(const Invocation& invocation, const Task& task, StopSignals& signals,
                 const std::function<void(Stream, const std::string&)>& on_line);

} // namespace periapt::adapters
