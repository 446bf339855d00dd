// Status as data, for JSON and YAML: keys and their order exactly as scripts expect them.
// Rule: contract/status.md, 1 to 5 and 7.
#pragma once

#include "cli/formatters/record.h"
#include "cli/formatters/status_display.h"

namespace periapt::cli {

/// `report` as present_units left it.
Value status_document(const StatusReport& report, const StatusView& view, bool json);

/// As render(status_document(…), "json") prints it, without the tree: a model may have thousands of units.
std::string status_json(const StatusReport& report, const StatusView& view);

/// {model, machines}: what `machines` and `show-machine` show.
Value machines_document(const StatusReport& report, const StatusView& view, bool json);

} // namespace periapt::cli
