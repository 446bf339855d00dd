#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `set-model-constraints`
Command set_model_constraints_command();

} // namespace periapt::cli
