// `charm pack`: a charm's folder as one .charm file. Rule: contract/charm-format.md 9.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_pack_command();

} // namespace periapt::cli
