// `charm-resources`: the resources that a charm of the store index asks for.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_resources_command();

} // namespace periapt::cli
