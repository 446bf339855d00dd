// A hook that somebody wants to run by hand: `debug-hooks` and `debug-code` (cli/debug_session.h) hold a unit's debug
// folder, and what they ask for does not run but waits for them, with its environment written down.
//
//   debug/session   locked by the client as long as it is there (base/lock_file.h)
//   debug/wanted    names of hooks and actions, one a line; empty: all
//   debug/hook/     of the hook that waits: hook.sh runs it, with its environment; `name`; `ready` when they are there
//   debug/hook/status   from the client: with which status the hook ends
//
// The client's death is no harm: what waits then runs by itself. Threads: any.
#pragma once

#include "agent/supervisor/hook_types.h"

#include <filesystem>

namespace periapt::agent {

/// Makes the start one of a process that waits, where a client asks for this hook.
void wait_for_debugger(HookStart& start, const std::filesystem::path& folder);

} // namespace periapt::agent
