#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `ssh-keys`
Command ssh_keys_command();

} // namespace periapt::cli
