// Words as a script for bash: what follows `exec` and `juju-exec`. Rule: contract/cli.md, 3.2.
#pragma once

#include <string>
#include <vector>

namespace periapt {

/// One word as it is; several each quoted for the shell and joined by spaces.
std::string shell_script(const std::vector<std::string>& words);

} // namespace periapt
