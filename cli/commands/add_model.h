#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `add-model`
Command add_model_command();

} // namespace periapt::cli
