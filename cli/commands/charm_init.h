// `charm init`: begins a charm. Its templates: charm-sdk/authoring.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command charm_init_command();

} // namespace periapt::cli
