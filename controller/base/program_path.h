// Programs of ours find each other beside their own file, then in ../libexec/periapt. Rule: DESIGN section 9, 29.
#pragma once

#include <filesystem>
#include <string_view>

namespace periapt {

/// /proc/self/exe, resolved.
std::filesystem::path own_program();
/// Throws std::system_error (ENOENT) naming both places if the program is in neither.
std::filesystem::path find_program(std::string_view name);

} // namespace periapt
