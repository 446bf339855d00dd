// `dashboard`: where the web page of the controller is.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command dashboard_command();

} // namespace periapt::cli
