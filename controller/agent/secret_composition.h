// From the secrets that the controller tells to what the resolver asks: which of them this unit owns or reads, and
// what of it is due now. Rule: contract/hooks.md, section 17; contract/environment.md, section 5 (labels). Pure.
#pragma once

#include "agent/machine_state.h"
#include "resolver/remote_state.h"

namespace periapt::agent {

std::map<std::string, resolver::RemoteSecret> compose_secrets(const UnitSnapshot& snapshot, TimeMs now);

/// When compose_secrets will say something else because time has passed; nullopt: never.
std::optional<TimeMs> next_secret_due(const UnitSnapshot& snapshot, TimeMs now);

} // namespace periapt::agent
