// `secret-backends`: where the secrets' contents are kept.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command secret_backends_command();

} // namespace periapt::cli
