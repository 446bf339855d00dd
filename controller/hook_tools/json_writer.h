// Values as the tools' JSON: compact, one line. Rule: contract/hook-tools.md 1.3.
#pragma once

#include "hook_tools/output.h"

namespace periapt::hook_tools {

/// Without a final newline. Sorted keys are in byte order; bytes that are not UTF-8 become U+FFFD.
std::string write_json(YamlValue value, KeyOrder order);

} // namespace periapt::hook_tools
