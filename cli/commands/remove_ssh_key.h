#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-ssh-key`
Command remove_ssh_key_command();

} // namespace periapt::cli
