// JSON text as a value and back: parameters and results of actions travel and are stored as JSON.
// Errors: Error(invalid). Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <string>
#include <string_view>

namespace periapt::charm {

/// Maps keep their order. Depth is limited. Throws `invalid JSON: <reason>`.
YamlValue parse_json(std::string_view text);

/// Compact, on one line, in the order given. Throws when a text is not UTF-8.
std::string write_json(const YamlValue& value);

} // namespace periapt::charm
