// The keys that the controller puts into a unit's bag. Rule: contract/hooks.md 5.2.
#pragma once

#include "core/bag.h"
#include "store/unit_repository.h"

namespace periapt::services {

/// private-address, ingress-address, egress-subnets; empty while the machine has no address.
Bag network_keys(const store::ReadTransaction& transaction, const store::UnitRow& unit);

} // namespace periapt::services
