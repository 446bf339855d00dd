// `show-credential`: credentials in full.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command show_credential_command();

} // namespace periapt::cli
