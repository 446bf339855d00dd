#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `interfaces`
Command interfaces_command();

} // namespace periapt::cli
