// Commands that somebody has forbidden in a model. A change is refused here whoever asks for it and by what program;
// what agents report is not asked about. Rule: contract/cli.md 2.23. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/disabled_commands_repository.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

/// What an operator's request does to a model.
enum class Effect {
  changes,
  removes, // also storage's detaching
  destroys, // the model
};

/// Throws Error(conflict) with the contract's text while a set is forbidden that the request belongs to.
void refuse_disabled(const store::ReadTransaction& transaction, ModelId model, Effect effect);

/// Throws Error(invalid) for an unknown set, Error(already_exists) for one that is forbidden.
void disable_commands(store::WriteTransaction& transaction, ModelId model, const std::string& command_set,
                      const std::string& message);
/// Throws Error(invalid) for an unknown set, Error(not_found) for one that is not forbidden.
void enable_commands(store::WriteTransaction& transaction, ModelId model, const std::string& command_set);

struct ModelWithDisabledCommands {
  std::string name; // "admin/shop"
  std::string uuid;
  std::vector<std::string> command_sets; // sorted
};
std::vector<ModelWithDisabledCommands> models_with_disabled_commands(const store::ReadTransaction& transaction);

/// In every model.
void enable_all_commands(store::WriteTransaction& transaction);

} // namespace periapt::services
