// `find`: charms of the store index that a query matches.
#pragma once

#include "cli/command.h"

namespace periapt::cli {

Command find_charms_command();

} // namespace periapt::cli
