// Why a value does not fit a schema, in the words of the reference's validator. For the room's own use.
#pragma once

#include "charm/yaml_value.h"

#include <string>
#include <vector>

namespace periapt::charm {

/// `(root).length : must be of type string, given false`, one a fault. Empty when nothing of what people usually
/// write in a schema (type, enum, required, limits, properties, items) is hurt: then the validator's verdict is
/// about something else.
std::vector<std::string> schema_faults(const YamlValue& schema, const YamlValue& value);

} // namespace periapt::charm
