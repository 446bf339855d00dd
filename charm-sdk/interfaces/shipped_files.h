// schemas/interfaces/*/v*.yaml as the build found them (embed_contracts.cmake). For the room's own use.
#pragma once

#include <string_view>
#include <vector>

namespace periapt::interfaces {

const std::vector<std::string_view>& shipped_files();

} // namespace periapt::interfaces
