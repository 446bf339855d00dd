#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-credential`
Command add_credential_command();

} // namespace periapt::cli
