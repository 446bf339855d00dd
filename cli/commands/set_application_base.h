#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `set-application-base`
Command set_application_base_command();

} // namespace periapt::cli
