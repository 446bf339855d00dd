#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-application`
Command remove_application_command();

} // namespace periapt::cli
