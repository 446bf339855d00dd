// Runs a unit's hooks. Production: supervised_hook_runner.h, where the machine's supervisor is the parent of the
// process and hook tools call in through the unit's socket. The simulation's calls `tools` itself.
// Threads: the agent's one thread. `ended` never comes from inside start() or adopt().
#pragma once

#include "agent/machine_state.h"
#include "charm/handlers.h"
#include "core/names.h"
#include "hook_tools/hook_context.h"
#include "resolver/hook_info.h"

#include <functional>
#include <optional>
#include <string>

namespace periapt::agent {

/// One execution of a hook, or of a task or commands in its place.
struct HookRun {
  std::string id; // `<unit>-<hook>-<32 hex>`: the context id, and the supervisor's record (hooks.md 2.4)
  UnitName unit;
  resolver::HookInfo hook;
  UnitSnapshot snapshot;   // what the world said when the hook was chosen
  Shared<TaskEntity> task; // instead of a hook; null: a hook
  std::optional<std::string> commands; // juju-exec's, instead of a hook: `hook` only says of which relation
  std::optional<charm::Handler> handler = {}; // the charm's, for this event
};

/// "install", "backup": what runs, in logs and in the context id.
std::string run_name(const HookRun& run);

struct HookOutcome {
  enum class Kind {
    succeeded,
    missing,     // the charm has no such hook: success without a flush (hooks.md 2.1)
    failed,
    interrupted, // SIGTERM or SIGKILL: to be run again, not counted as failed (hooks.md 2.2)
  };
  Kind kind = Kind::succeeded;
  std::string reason; // of a failure, for the log: "exit status 1"
  std::string handler; // what kind of program ran: hook_executable.h
  // Of a task only:
  int exit_code = 0;
  std::string out;
  std::string err;
  std::int64_t cut_bytes = 0; // printed beyond what is in them
};

class HookRunner {
public:
  using Ended = std::function<void(const HookOutcome&)>;

  virtual ~HookRunner() = default;

  /// At most one hook of a unit at a time. `tools` must stay until `ended` was called or the runner is gone.
  virtual void start(const HookRun& run, hook_tools::HookContext& tools, Ended ended) = 0;

  /// Takes over a hook that an earlier agent started, running or ended. False: nobody knows it, which means
  /// that it was interrupted, hence failed (DESIGN section 9, rule 9).
  virtual bool adopt(const HookRun& run, hook_tools::HookContext& tools, Ended ended) = 0;

  /// The outcome is durable: nobody needs to remember the run any more.
  virtual void forget(const std::string& id) = 0;

  /// SIGKILL; it ends as usual. Nothing happens if it is not running.
  virtual void kill(const std::string& id) = 0;

  /// Ends all that runs on the machine, this agent too, and starts it anew, with a new boot id.
  virtual void reboot() = 0;
  /// SIGTERM, then SIGKILL to all it has started; it ends as usual.
  virtual void stop(const std::string& id) = 0;

  /// Commands on the machine itself: no unit, no tools.
  virtual void start_commands(const std::string& id, const TaskEntity& task, Ended ended) = 0;
  /// As adopt().
  virtual bool adopt_commands(const std::string& id, Ended ended) = 0;
};

} // namespace periapt::agent
