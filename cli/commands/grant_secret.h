#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `grant-secret`
Command grant_secret_command();

} // namespace periapt::cli
