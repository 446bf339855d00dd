// The program `juju-exec` (`juju-run`), for cron jobs and services on a unit's machine: runs commands in the unit's
// context through the machine's agent, waiting for the unit's turn. Rule: contract/environment.md, section 12.
#pragma once

#include <string>
#include <vector>

namespace periapt::agent {

/// `name`: what it was called as. Returns the exit status: the commands' own, or 1 (2: wrongly called) after saying why on standard error.
int juju_exec(const std::string& name, const std::vector<std::string>& arguments);

} // namespace periapt::agent
