// Which file an operator may supply for a resource. The command asks before it sends the file, the controller before
// it believes the command. Rule: contract/charm-format.md 3.3, contract/cli.md 3.9. Any thread.
#pragma once

#include "charm/charm.h"

#include <optional>
#include <string>

namespace periapt::charm {

/// Why a file that is called `file_name` where it comes from cannot be supplied; nullopt: it can.
std::optional<std::string> obstacle_to_file(const Resource& resource, const std::string& file_name);

} // namespace periapt::charm
