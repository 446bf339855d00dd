#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `config`
Command config_command();

} // namespace periapt::cli
