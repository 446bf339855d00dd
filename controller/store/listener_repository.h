// How other machines reach the controller.
#pragma once

#include "store/transaction.h"

#include <string>

namespace periapt::store {

/// "host:port" each, separated by spaces; empty: they do not.
std::string api_addresses(const ReadTransaction& transaction);
/// Other ones are a change of every model: its units are told.
void set_api_addresses(WriteTransaction& transaction, const std::string& addresses);

} // namespace periapt::store
