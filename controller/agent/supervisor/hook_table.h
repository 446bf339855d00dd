// The hooks a supervisor knows: running, draining their output, or ended and waiting to be acknowledged.
// Nothing here is on disk: when the supervisor dies its hooks die with it, and the agent finds nothing (rule 9).
#pragma once

#include "agent/supervisor/hook_output.h"
#include "agent/supervisor/hook_types.h"
#include "base/clock.h"
#include "base/unique_fd.h"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

struct pollfd;

namespace periapt::agent {

class HookTable {
public:
  /// Log and clock are borrowed. `machine`: "machine-0", whose log lines those of its own commands are.
  HookTable(SegmentedLog& log, const Clock& clock, std::string machine)
      : log_(log), clock_(clock), machine_(std::move(machine)) {}

  /// A hook that cannot be started ends at once with a start_error. A known id is left as it is.
  void start(const HookStart& start);
  /// The same, for one whose ground cannot be prepared.
  void refuse(const HookStart& start, const std::system_error& error);
  void kill(const std::string& id) const;
  /// SIGTERM to its process group; what it has started gets SIGKILL when it has ended, or after a grace.
  void end(const std::string& id);
  void acknowledge(const std::string& id);
  /// One that has ended and whose output is kept is told as running: its exit follows, see kept_exits().
  std::vector<HookRecord> records() const;
  std::vector<HookExit> kept_exits() const;

  /// What waitpid said; false if it is none of the hooks.
  bool child_ended(pid_t pid, const ExitStatus& status);
  /// Adds the descriptors to watch.
  void watch(std::vector<pollfd>& watched) const;
  /// How long poll may sleep because of a drain that must end; nullopt: for ever.
  std::optional<std::chrono::milliseconds> next_deadline() const;
  /// Reads output, ends drains; the hooks whose exit can be told now, each once.
  std::vector<HookExit> advance();

private:
  struct Hook {
    HookRecord record;                  // exit is set when it can be told
    pid_t pid = 0;
    std::unique_ptr<HookOutput> output; // until drained
    std::optional<ExitStatus> ended;    // the process ended; its output may still be draining
    std::int64_t drain_until_ms = 0;    // Clock::boot_ms
    bool told = false;                  // advance() has returned its exit
    bool keeps_output = false;
    std::int64_t kill_at_ms = 0;        // Clock::boot_ms; 0: nobody has asked for its end
    std::vector<UniqueFd> doomed;       // what it had started then, as pidfds
  };

  Hook* find(const std::string& id);
  Hook& add(const HookStart& start);
  static void fail(Hook& hook, const std::system_error& error);
  bool can_be_told(const Hook& hook) const;
  HookExit finish(Hook& hook);
  void kill_doomed(Hook& hook) const;

  SegmentedLog& log_;
  const Clock& clock_;
  std::string machine_;
  std::list<Hook> hooks_; // in order of their start
};

} // namespace periapt::agent
