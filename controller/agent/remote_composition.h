// The resolver's remote state of a unit, made from the controller's entities and the machine's own knowledge.
#pragma once

#include "agent/machine_state.h"
#include "charm/charm.h"
#include "resolver/remote_state.h"

#include <string>

namespace periapt::agent {

/// `charm` is the one on disk; null before the first deployment: then no endpoint is known.
resolver::RemoteState compose_remote_state(const UnitSnapshot& snapshot, const charm::Charm* charm);

/// Of a unit that the controller does not know any more.
resolver::RemoteState gone_remote_state(const std::string& unit);

} // namespace periapt::agent
