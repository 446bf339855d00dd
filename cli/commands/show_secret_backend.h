// `show-secret-backend`: one of them.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command show_secret_backend_command();

} // namespace periapt::cli
