#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-ssh-key`
Command add_ssh_key_command();

} // namespace periapt::cli
