// The client's files as earlier programs wrote them, carried forward; files of a later program are refused. The folder's
// version is in $DATA/version; a folder without that file is of version 0, also one that Juju's own client has written.
// Pure, but for folder_version; any thread. Rule: contract/cli.md 1.8.
//
//   0  as Juju 2 wrote it: users "bob@local", models "bob@local/shop"; accounts.yaml may have several accounts of a
//      controller, one of them current
//   1  users "bob", models "bob/shop"; one account of a controller
#pragma once

#include "charm/yaml_value.h"

#include <filesystem>
#include <string_view>

namespace periapt::cli {

inline constexpr const char* version_file = "version";
inline constexpr int newest_folder_version = 1;

/// Throws Error(conflict) for a folder that a later program has written, Error(invalid) for a version that is none.
int folder_version(const std::filesystem::path& folder);

/// `document`, of a folder of this version, as the newest has it. `file`: its name in the folder.
void carry_forward(int version, std::string_view file, charm::YamlMap& document);

} // namespace periapt::cli
