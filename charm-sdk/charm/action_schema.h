// An action's parameters against the JSON Schema that its charm declares for them (json_schema.h).
// Rule: contract/hooks.md, section 12; contract/cli.md 3.1; contract/charm-format.md, section 5.
// Errors: Error(invalid). Threads: any.
#pragma once

#include "charm/charm.h"
#include "charm/yaml_value.h"

#include <string>

namespace periapt::charm {

/// Throws `invalid params schema for action schema <action>: <why>` unless it is a schema.
void check_action_schema(const std::string& action, const YamlValue& schema);

/// What an action runs with: `given` with the schema's defaults inserted where nothing is given, at every depth.
/// Throws `validation failed: (root).length : must be of type string, given false`.
YamlMap complete_parameters(const Action& action, YamlMap given);

} // namespace periapt::charm
