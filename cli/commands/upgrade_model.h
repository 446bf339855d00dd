#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `upgrade-model`
Command upgrade_model_command();

} // namespace periapt::cli
