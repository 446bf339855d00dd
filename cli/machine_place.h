// Where `ssh` and `scp` go: a machine of a local controller is a folder of this host, so nothing listens and nothing is
// sent. A machine that has a mount namespace of its own is entered, so that its paths mean what they mean to its hooks.
// Rule: contract/cli.md 3.7 and 3.8. Threads: one; entering needs a process with no other.
#pragma once

#include "base/machine_layout.h"
#include "cli/session.h"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct MachinePlace {
  MachineLayout layout;
  pid_t supervisor = 0;
};

/// "[user@]target": the target without the user, who is always the one that the machine's programs run as.
std::string without_user(const std::string& target);

/// The machine of a unit, of an application's leader, or of that number. Throws Error(not_found) `unit "x/9" not found`,
/// `machine 9 not found`; Error(unavailable) when it does not run, or its controller is not on this host.
MachinePlace machine_place(Session& session, ModelClient& model, const std::string& target);

/// A path of the machine as a path of this process: relative ones begin in the machine's folder.
std::filesystem::path path_in(const MachinePlace& place, const std::string& path);

/// Turns this process into that program (searched in PATH), in the machine's folder, with the machine's paths and
/// environment. Throws Error(unavailable) when that fails.
[[noreturn]] void become(const MachinePlace& place, const std::vector<std::string>& argv,
                         const Environment& environment);
/// Turns this process into that program where it is.
[[noreturn]] void become(const std::vector<std::string>& argv);

/// What a login to the machine would find set, from what the client was given.
Environment login_environment(const MachinePlace& place, const Environment& own);

} // namespace periapt::cli
