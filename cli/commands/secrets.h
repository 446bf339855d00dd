#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `secrets`
Command secrets_command();

} // namespace periapt::cli
