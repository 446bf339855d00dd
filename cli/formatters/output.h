// Choosing the form of a command's result and where it goes: --format and --output.
// Rule: contract/cli.md, 1.4 (unknown format) and 1.5.
#pragma once

#include "cli/formatters/record.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace periapt::cli {

/// Throws UsageError unless `format` is one of `known`.
void check_format(const std::string& format, std::initializer_list<std::string_view> known);

/// The result as json (one line, bytes that are not UTF-8, which a secret may hold, as U+FFFD), yaml or smart text, ending with a newline.
std::string render(const Value& value, const std::string& format);

} // namespace periapt::cli
