// Status for YAML, as data, and for JSON, as text at once since a model may have thousands of units: keys and their
// order exactly as scripts expect them. Rule: contract/status.md, 1 to 5 and 7.
#pragma once

#include "cli/formatters/record.h"
#include "cli/formatters/status_display.h"

namespace periapt::cli {

/// `report` as present_units left it.
Value status_document(const StatusReport& report, const StatusView& view);
std::string status_json(const StatusReport& report, const StatusView& view); // ends with a newline

/// {model, machines}: what `machines` and `show-machine` show.
Value machines_document(const StatusReport& report, const StatusView& view);

} // namespace periapt::cli
