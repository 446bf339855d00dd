// Which model settings may be set to what. Rule: contract/cli.md 2.17. Pure functions.
#pragma once

#include <string>

namespace periapt::services {

/// Throws Error(invalid) with the contract's text; unknown keys are accepted (the client warns).
void check_model_setting(const std::string& key, const std::string& value);

} // namespace periapt::services
