// `charm test`: a charm's scenarios, each in a controller that is thrown away.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_test_command();

} // namespace periapt::cli
