#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `attach-resource`
Command attach_resource_command();

} // namespace periapt::cli
