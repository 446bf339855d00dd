#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `suspend-relation`
Command suspend_relation_command();

} // namespace periapt::cli
