#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `diff-bundle`
Command diff_bundle_command();

} // namespace periapt::cli
