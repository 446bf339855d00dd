#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `find-offers`
Command find_offers_command();

} // namespace periapt::cli
