// What the program of a hook or a task does, halfway: it writes settings, uses secrets, asks for storage, fails.
#pragma once

#include "agent/hook_runner.h"
#include "hook_tools/hook_context.h"
#include "sim/model/controller.h"
#include "sim/model/disk.h"

namespace periapt::sim {

struct Acted {
  bool fails = false;  // its exit status will say so
  bool killed = false; // by the reboot it has asked for: nothing follows
};

/// Without faults it does nothing. What it writes to its own bag is noted in `trace`. Answers that come late are
/// for as long as `tools` lives.
Acted act_in_hook(Setting& setting, SimController& controller, const agent::HookRun& run,
                  hook_tools::HookContext& tools, HookTrace& trace);

} // namespace periapt::sim
