// Definitions of clouds that the controller keeps. They belong to no model, so the journal does not speak of them.
#pragma once

#include "store/transaction.h"

#include <map>
#include <string>

namespace periapt::store::clouds {

std::map<std::string, std::string> list(const ReadTransaction& transaction); // name -> definition
void set(WriteTransaction& transaction, const std::string& name, const std::string& definition);
/// False when there is none.
bool remove(WriteTransaction& transaction, const std::string& name);

} // namespace periapt::store::clouds
