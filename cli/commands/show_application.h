#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-application`
Command show_application_command();

} // namespace periapt::cli
