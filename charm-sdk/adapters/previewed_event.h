// The event of a preview: the agent has none to tell of, so it is made of what the model says now.
// Rule: contract/wrappers.md, section 6.
#pragma once

#include "charm/charm.h"
#include "charm/yaml_value.h"

#include <string>
#include <vector>

namespace periapt::adapters {

/// Sets `event`, `remote` and the hook's variables as that event would have them; a relation's event is that of its
/// first relation and unit. Throws Error(conflict) where there is no such relation.
void set_previewed_event(charm::YamlMap& model, std::vector<std::string>& environment, const charm::Charm& charm,
                         const std::string& event);

} // namespace periapt::adapters
