// `charm build`: a charm out of its layers. Rule: contract/charm-format.md 11.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_build_command();

} // namespace periapt::cli
