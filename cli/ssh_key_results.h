// What became of the keys of `add-ssh-key` and `remove-ssh-key`. Rule: contract/cli.md 2.24.
#pragma once

#include "cli/console.h"

#include <string>
#include <vector>

namespace periapt::cli {

/// `cannot add key "…": …` for each that was not taken. Throws AlreadyReported when none was.
void tell_ssh_key_obstacles(Console& console, const std::string& verb, const std::vector<std::string>& keys,
                            const std::vector<std::string>& obstacles);

} // namespace periapt::cli
