// Sets of commands that are forbidden in a model.
#pragma once

#include "store/transaction.h"

#include <map>
#include <string>

namespace periapt::store::disabled_commands {

using MessageOfSet = std::map<std::string, std::string>; // "all" -> "ask Ann first"

MessageOfSet of_model(const ReadTransaction& transaction, ModelId model);
/// False when the set is forbidden already.
bool insert(WriteTransaction& transaction, ModelId model, const std::string& command_set, const std::string& message);
/// False when the set was not forbidden.
bool remove(WriteTransaction& transaction, ModelId model, const std::string& command_set);

} // namespace periapt::store::disabled_commands
