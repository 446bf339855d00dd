// Settings of the controller as a whole: reading, setting, and what those come to that it acts by.
// Rule: contract/cli.md 2.17. Threads: inside the caller's transaction.
#pragma once

#include "store/transaction.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace periapt::services {

/// Every setting that has a value, as text.
std::map<std::string, std::string> controller_settings(const store::ReadTransaction& transaction);

/// All or nothing. Throws Error(invalid) for keys that are unknown or cannot be set, and for a value that is of another
/// kind or out of bounds.
void set_controller_settings(store::WriteTransaction& transaction, const std::map<std::string, std::string>& set);

/// How much one unit's charm may keep here. Agents hold to the setting before a hook ends; so a smaller one than usual is
/// no reason to refuse here what was right when the hook ended.
std::size_t charm_state_limit_bytes(const store::ReadTransaction& transaction);
/// How much of one model's log is kept.
std::int64_t model_logs_limit_bytes(const store::ReadTransaction& transaction);

} // namespace periapt::services
