#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `model-constraints`
Command model_constraints_command();

} // namespace periapt::cli
