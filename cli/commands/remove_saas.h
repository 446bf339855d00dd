#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-saas`
Command remove_saas_command();

} // namespace periapt::cli
