// `upgrade-model`: whether a model's agents can be made newer.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command upgrade_model_command();

} // namespace periapt::cli
