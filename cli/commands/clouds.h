#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `clouds`
Command clouds_command();

} // namespace periapt::cli
