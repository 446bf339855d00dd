// An empty controller's folder becomes what a backup holds: a controller in a new epoch (DESIGN section 9, rules 3
// and 18). Agents that still run come back by themselves, with what they know; machines that are gone are made anew
// and their units go on from the copy of their local state.
// Errors: Error(invalid) for what is no backup, is damaged or was made by a newer version; Error(conflict) where
// models would be lost; std::system_error. Threads: none but the caller's, before the controller runs.
#pragma once

#include "providers/provider.h"
#include "store/transaction.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::services {

/// The caller holds the folder. All or nothing, also over a crash: the database comes last.
void restore_backup(const std::filesystem::path& archive, const std::filesystem::path& data_folder,
                    const std::string& name);

/// Machines that started after the backup was made show tokens that its copy does not know. A machine is taken for
/// ours by its id, its model and its name.
void adopt_tokens(store::WriteTransaction& transaction, const std::vector<providers::MachineToken>& tokens);

} // namespace periapt::services
