#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-credential`
Command remove_credential_command();

} // namespace periapt::cli
