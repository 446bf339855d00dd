// What several reports show alike. Inside this room only.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

/// The ranges a unit has open, whatever their endpoints, sorted: "80/tcp".
std::vector<std::string> port_texts(const store::ReadTransaction& transaction, UnitId unit);
/// Endpoints and extra bindings, sorted.
std::vector<std::string> binding_names(const store::ReadTransaction& transaction, CharmId charm);

} // namespace periapt::services
