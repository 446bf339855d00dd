// `charm lint`: what is wrong with a charm, all of it. Rule: contract/charm-format.md 12.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_lint_command();

} // namespace periapt::cli
