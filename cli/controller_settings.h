// Settings of a controller as a whole, as the client shows and sets them. Rule: contract/cli.md 2.17.
#pragma once

#include "cli/formatters/record.h"
#include "cli/settings_text.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::cli {

/// Each with the type that its setting has.
Map controller_settings_document(const Settings& values);
std::string controller_settings_table(const Settings& values, bool colour);

/// Takes out what is unknown or cannot be set, and says what that was.
std::vector<std::string> take_unchangeable(Settings& settings);

} // namespace periapt::cli
