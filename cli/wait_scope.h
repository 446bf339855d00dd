// What a wait-for query may ask about: a thing of a status as a record. Pure. Rule: contract/cli.md 3.6.
#pragma once

#include "cli/formatters/record.h"
#include "core/status_report.h"

#include <optional>
#include <string>

namespace periapt::cli {

/// nullopt: it is not there. `report` as derive_application_statuses and present_units left it.
std::optional<Value> application_scope(const StatusReport& report, const std::string& name);
std::optional<Value> unit_scope(const StatusReport& report, const std::string& name);
std::optional<Value> machine_scope(const StatusReport& report, const std::string& name);
Value model_scope(const StatusReport& report);

} // namespace periapt::cli
