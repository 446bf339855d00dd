// Settings of the controller as a whole (core/controller_setting.h).
#pragma once

#include "store/transaction.h"

#include <map>
#include <string>

namespace periapt::store::controller_settings {

/// Those that somebody has set.
std::map<std::string, std::string> all(const ReadTransaction& transaction);
/// As it was set, else what it is initially; empty for one that has no value.
std::string value(const ReadTransaction& transaction, const std::string& key);
/// A real change is one of every model: its agents are told.
void set(WriteTransaction& transaction, const std::map<std::string, std::string>& values);

} // namespace periapt::store::controller_settings
