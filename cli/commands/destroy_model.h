#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `destroy-model`
Command destroy_model_command();

} // namespace periapt::cli
