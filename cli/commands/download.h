// `download`: a charm of the store index as a .charm file.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command download_command();

} // namespace periapt::cli
