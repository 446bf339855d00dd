// What people see of one relation: every bag, and who wrote which key of it. Rule: DESIGN section 9, 31.
// Threads: inside the caller's transaction.
#pragma once

#include "core/relation_report.h"
#include "services/relate.h"

namespace periapt::services {

/// Throws what find_relation throws.
RelationDetails relation_details(const store::ReadTransaction& transaction, ModelId model, const RelationWanted& wanted);

} // namespace periapt::services
