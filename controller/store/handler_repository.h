// What came of the last run of each handler of a unit. A new outcome replaces that of the same event.
#pragma once

#include "core/handler_outcome.h"
#include "store/unit_repository.h"

#include <vector>

namespace periapt::store::handlers {

/// Appends to the journal: the unit.
void keep(WriteTransaction& transaction, const UnitRow& unit, const HandlerOutcome& outcome, TimeMs now);
std::vector<HandlerReport> of_unit(const ReadTransaction& transaction, const UnitRow& unit); // by event
std::vector<HandlerReport> of_model(const ReadTransaction& transaction, ModelId model);      // by unit and event

} // namespace periapt::store::handlers
