// The settings that new models inherit. They concern no model that is there: nothing is journalled.
#pragma once

#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>

namespace periapt::store::model_defaults {

using Settings = std::map<std::string, std::string>;

/// By region; the controller's own under "".
std::map<std::string, Settings> all(const ReadTransaction& transaction);
/// nullopt takes a default away.
void set(WriteTransaction& transaction, const std::string& region,
         const std::map<std::string, std::optional<std::string>>& changes);

} // namespace periapt::store::model_defaults
