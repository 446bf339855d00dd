// What several reports show alike. Inside this room only.
#pragma once

#include "core/ids.h"
#include "core/port_range.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

/// The ranges of a unit's ports, sorted as those are, whatever their endpoints: "80/tcp".
std::vector<std::string> port_texts(const std::vector<OpenedPort>& ports);
/// Endpoints and extra bindings, sorted.
std::vector<std::string> binding_names(const store::ReadTransaction& transaction, CharmId charm);

} // namespace periapt::services
