// `regions`: the regions of a cloud.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command regions_command();

} // namespace periapt::cli
