// The program around the commands: finds the one that is meant, parses its options, runs it, and turns how
// it ended into an exit status. Rule: contract/cli.md, 1.1 to 1.4.
#pragma once

#include "cli/console.h"
#include "cli/session.h"

#include <span>
#include <string>

namespace periapt::cli {

/// `words`: what was typed after the program's name. Never throws.
int run_program(const Surroundings& surroundings, Console& console, std::span<const std::string> words);

} // namespace periapt::cli
