// Where a unit's hooks are run by hand, in its folder of the machine: what is in there is told in agent/debug_session.h.
#pragma once

#include "base/machine_layout.h"

#include <filesystem>
#include <string>

namespace periapt {

inline std::filesystem::path debug_folder(const MachineLayout& machine, const std::string& tag) {
  return machine.unit(tag) / "debug";
}

} // namespace periapt
