// The port changes of a commit. Rule: contract/hook-tools.md section 4, "open-port / close-port".
#pragma once

#include "core/commit.h"
#include "store/unit_repository.h"

namespace periapt::services {

/// Throws Refusal for a range in conflict on the machine, or an endpoint the charm does not have.
void change_ports(store::WriteTransaction& transaction, const store::UnitRow& unit, const Commit& commit);

} // namespace periapt::services
