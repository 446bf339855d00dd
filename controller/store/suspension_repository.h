// What suspends a relation, and why. RelationRow tells that it is suspended; its status is "suspending" as long as units
// are still in it.
#pragma once

#include "store/relation_repository.h"
#include "store/transaction.h"

#include <string>

namespace periapt::store::suspensions {

/// Units look again whether they have a part in it. The reason alone is only noted.
void set(WriteTransaction& transaction, const RelationRow& row, bool suspended, const std::string& reason, TimeMs now);

/// What the operator said; empty when the relation is not suspended, or nothing was said.
std::string reason(const ReadTransaction& transaction, RelationId relation);

} // namespace periapt::store::suspensions
