#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `model-config`
Command model_config_command();

} // namespace periapt::cli
