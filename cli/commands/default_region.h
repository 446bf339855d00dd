// `default-region`: where models of a cloud go unless somebody says otherwise.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command default_region_command();

} // namespace periapt::cli
