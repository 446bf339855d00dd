// `update-credential`: replaces credentials of clouds.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command update_credential_command();

} // namespace periapt::cli
