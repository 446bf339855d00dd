// `status SELECTOR…`: which parts of a report are kept. Pure. Rule: contract/status.md, 10.
#pragma once

#include "core/status_report.h"

#include <string>
#include <vector>

namespace periapt::cli {

/// Removes what no selector matches. False when nothing at all matched; the model itself always stays.
/// `report` as the controller sent it: selectors look at what agents said, not at what is displayed.
bool filter_status(StatusReport& report, std::vector<std::string> selectors);

} // namespace periapt::cli
