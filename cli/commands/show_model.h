#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-model`
Command show_model_command();

} // namespace periapt::cli
