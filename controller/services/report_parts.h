// What several reports show alike. Inside this room only.
#pragma once

#include "core/ids.h"
#include "core/port_range.h"
#include "core/status_report.h"
#include "store/relation_repository.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

/// The ranges of a unit's ports, sorted as those are, whatever their endpoints: "80/tcp".
std::vector<std::string> port_texts(const std::vector<OpenedPort>& ports);
/// Of a relation as the model sees it.
RelationReport relation_report(store::RelationRow relation);
/// Endpoints and extra bindings, sorted.
std::vector<std::string> binding_names(const store::ReadTransaction& transaction, CharmId charm);

} // namespace periapt::services
