#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `retry-provisioning`
Command retry_provisioning_command();

} // namespace periapt::cli
