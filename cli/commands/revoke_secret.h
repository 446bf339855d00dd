#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `revoke-secret`
Command revoke_secret_command();

} // namespace periapt::cli
