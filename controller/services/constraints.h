// Constraints of applications and models; core/constraints.h says what they are.
// Rule: contract/cli.md 2.13. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <string>

namespace periapt::services {

/// The whole set is replaced; it counts for machines made from now on. Throws Error(not_found, invalid), and
/// Error(invalid) for a subordinate, which has no machine of its own.
void set_application_constraints(store::WriteTransaction& transaction, ModelId model, const std::string& application,
                                 const std::string& constraints);
void set_model_constraints(store::WriteTransaction& transaction, ModelId model, const std::string& constraints);

} // namespace periapt::services
