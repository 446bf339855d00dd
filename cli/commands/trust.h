#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `trust`
Command trust_command();

} // namespace periapt::cli
