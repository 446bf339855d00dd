#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `events`
Command events_command();

} // namespace periapt::cli
