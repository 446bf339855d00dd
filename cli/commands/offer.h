#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `offer`
Command offer_command();

} // namespace periapt::cli
