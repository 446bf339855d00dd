#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `application-storage`
Command application_storage_command();

} // namespace periapt::cli
