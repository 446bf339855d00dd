#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `show-offer`
Command show_offer_command();

} // namespace periapt::cli
