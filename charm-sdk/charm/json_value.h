// JSON text as a value and back: parameters and results of actions travel and are stored as JSON.
// Errors: Error(invalid). Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <string>
#include <string_view>

namespace periapt::charm {

/// Maps keep their order. Depth is limited. Throws `invalid JSON: <reason>`.
YamlValue parse_json(std::string_view text);

enum class BadText { refuse, replace }; // what is not UTF-8: Error, or U+FFFD

/// Compact, on one line, in the order given.
std::string write_json(const YamlValue& value, BadText bad_text = BadText::refuse);
void append_json(std::string& out, const YamlValue& value, BadText bad_text = BadText::refuse);

} // namespace periapt::charm
