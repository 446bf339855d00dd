#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `remove-offer`
Command remove_offer_command();

} // namespace periapt::cli
