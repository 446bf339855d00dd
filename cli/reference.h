// The reference page of all commands, in Markdown, from the one table. Pure.
#pragma once

#include <string>

namespace periapt::cli {

/// Committed as cli/reference.md: a test says when it has to be written anew.
std::string reference_page();

} // namespace periapt::cli
