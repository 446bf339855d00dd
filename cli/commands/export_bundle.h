#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `export-bundle`
Command export_bundle_command();

} // namespace periapt::cli
