// Texts that the program writes about itself. They are made from the command table alone.
#pragma once

#include "cli/command.h"

#include <string>

namespace periapt::cli {

/// Usage, summary, options, details and examples of one command.
std::string command_help(const Command& command, const std::string& program);

/// One line a command: name and purpose.
std::string commands_help();

/// What `help` and a bare `model` say: where to begin.
std::string overview_help(const std::string& program);

} // namespace periapt::cli
