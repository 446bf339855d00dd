// What a machine offers to whoever asks for its agent by path. Rule: contract/environment.md, section 12.
#pragma once

#include "base/machine_layout.h"

#include <string>

namespace periapt::agent {

/// tools/machine-<n>/jujud, which prints its version; `machine` is the machine's name: "0". Errors: std::system_error.
void make_machine_tools(const MachineLayout& layout, const std::string& machine);

} // namespace periapt::agent
