// What people have noted of applications and machines.
#pragma once

#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/transaction.h"

#include <map>
#include <string>

namespace periapt::store::annotations {

using Notes = std::map<std::string, std::string>;

/// By the name of what they are of; without those that have none.
std::map<std::string, Notes> of_applications(const ReadTransaction& transaction, ModelId model);
std::map<std::string, Notes> of_machines(const ReadTransaction& transaction, ModelId model);

/// An empty text takes one away; others stay. Journalled if something really changed.
void set(WriteTransaction& transaction, const ApplicationRow& row, const Notes& notes);
void set(WriteTransaction& transaction, const MachineRow& row, const Notes& notes);

} // namespace periapt::store::annotations
