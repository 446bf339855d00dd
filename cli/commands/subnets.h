#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `subnets`
Command subnets_command();

} // namespace periapt::cli
