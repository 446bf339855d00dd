// `info`: one charm of the store index.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command info_command();

} // namespace periapt::cli
