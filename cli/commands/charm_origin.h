// `charm origin`: where an application's charm comes from, and of which layers it was built.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_origin_command();

} // namespace periapt::cli
