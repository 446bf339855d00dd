// The two short forms of status: one line a unit, and counts. Rule: contract/status.md, 12 and 13.
#pragma once

#include "cli/formatters/status_display.h"

#include <iosfwd>

namespace periapt::cli {

void print_status_short(std::ostream& out, const StatusReport& report);
void print_status_summary(std::ostream& out, const StatusReport& report);

} // namespace periapt::cli
