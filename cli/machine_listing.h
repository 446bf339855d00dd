// What `machines` and `show-machine` print: the machine part of a status. Rule: contract/cli.md 2.24.
#pragma once

#include "cli/session.h"

#include <string>
#include <vector>

namespace periapt::cli {

void declare_machine_listing(OptionSet& options, const char* formats, const char* initial);

/// All, or those named. Throws Error(not_found) `machine 9 not found`.
void print_machines(Session& session, const std::vector<std::string>& names);

} // namespace periapt::cli
