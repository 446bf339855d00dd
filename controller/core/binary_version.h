// The version that clients and charms ask for by running a program. Rule: contract/cli.md, "version";
// contract/environment.md, section 12.
#pragma once

#include "core/status_report.h"

#include <string>

namespace periapt {

/// "3.6.28-ubuntu-amd64", as `juju version` and a machine's `jujud version` print it.
inline std::string binary_version() { return std::string(contract_version) + "-ubuntu-amd64"; }

} // namespace periapt
