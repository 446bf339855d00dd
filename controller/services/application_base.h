// `set-application-base`. Rule: contract/cli.md 4. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <string>

namespace periapt::services {

/// Units added later get this base, and those of its subordinates too; units that are there stay as they are.
/// Throws Error(not_found), Error(invalid) for a base that is none or that a charm of them does not support; then
/// nothing has changed.
void set_application_base(store::WriteTransaction& transaction, ModelId model, const std::string& application,
                          const std::string& base);

} // namespace periapt::services
