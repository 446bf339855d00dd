// A word that begins the names of several commands ("charm build", "charm pack") is a command too: it lists them.
#pragma once

#include "cli/session.h"

#include <string>

namespace periapt::cli {

/// Throws UsageError when a word follows: it is not one of the group's.
void print_group(Session& session, const std::string& group, const std::string& title);

} // namespace periapt::cli
