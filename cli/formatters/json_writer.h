// Compact JSON on one line, in the order given. Rule: contract/cli.md, 1.5.
#pragma once

#include "cli/formatters/record.h"

#include <string>

namespace periapt::cli {

/// Without a newline. Text that is not UTF-8 cannot be in it: bags and statuses are checked on their way in.
std::string write_json(const Value& value);

} // namespace periapt::cli
