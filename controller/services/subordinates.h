// Subordinate units and container-scoped relations: a principal unit and its subordinates, on one machine, share
// such a relation with each other and with nobody else. Rule: contract/hooks.md 5.8.
// Threads: inside the caller's transaction.
#pragma once

#include "services/lifecycle.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <optional>

namespace periapt::services {

/// Of a container-scoped relation that the unit enters: the principal it shares it with; nullopt in a relation
/// of global scope. Throws Refusal when the relation is another principal's, or when a subordinate that this
/// entering needs is still being removed.
std::optional<UnitId> container_of(const store::ReadTransaction& transaction, const store::RelationRow& relation,
                                   const store::UnitRow& unit);

/// A principal unit has entered: its subordinate unit of the other application comes, unless it is there.
void add_subordinate(store::WriteTransaction& transaction, const store::RelationRow& relation,
                     const store::UnitRow& principal, TimeMs now);

/// The relation is dying: subordinates that nothing relates to their principal's application any more go.
void remove_stranded_subordinates(store::WriteTransaction& transaction, const store::RelationRow& relation,
                                  Removal removal);

} // namespace periapt::services
