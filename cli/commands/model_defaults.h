#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `model-defaults`
Command model_defaults_command();

} // namespace periapt::cli
