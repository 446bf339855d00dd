// Public keys that may log in to a model's machines.
#pragma once

#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::store::ssh_keys {

std::vector<std::string> list(const ReadTransaction& transaction, ModelId model); // as they came
/// False when the model has it.
bool insert(WriteTransaction& transaction, ModelId model, const std::string& key);
void remove(WriteTransaction& transaction, ModelId model, const std::string& key);

} // namespace periapt::store::ssh_keys
