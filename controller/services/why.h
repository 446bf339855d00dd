// Why units are as they are: the chain of causes from a unit's state to what a person can do about it, across relations
// to the units that it waits for. Rule: DESIGN section 4, I12. Threads: inside the caller's transaction.
#pragma once

#include "core/cause.h"
#include "services/heartbeat.h"
#include "store/transaction.h"

#include <optional>
#include <string>

namespace periapt::services {

/// `about`: a unit, or an application for all of its units; nullopt: every unit of the model that is not well.
/// Throws Error(not_found) `unit "x/9" not found`, `application "x" not found`.
Explanations explain(const store::ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now,
                     const std::optional<std::string>& about);

} // namespace periapt::services
