// Compact JSON on one line, in the order given. Rule: contract/cli.md, 1.5.
#pragma once

#include "cli/formatters/record.h"

#include <string>

namespace periapt::cli {

/// Without a newline. Bytes that are not UTF-8 (a secret may hold them) become U+FFFD.
std::string json_text(const Value& value);

} // namespace periapt::cli
