// Status as tables for people. Rule: contract/status.md, 11.
#pragma once

#include "cli/formatters/status_display.h"

#include <iosfwd>

namespace periapt::cli {

/// `report` as present_units left it.
void print_status_tabular(std::ostream& out, const StatusReport& report, const StatusView& view);
/// The machines alone.
void print_machines_tabular(std::ostream& out, const StatusReport& report, const StatusView& view);

} // namespace periapt::cli
