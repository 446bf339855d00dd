#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-relation`
Command remove_relation_command();

} // namespace periapt::cli
