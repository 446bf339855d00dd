#pragma once

#include "base/unique_fd.h"

#include <filesystem>

namespace periapt::cli {

/// Waits until no other process holds the file, which is made if needed; held until the descriptor is closed.
/// Throws std::system_error.
UniqueFd hold_file_lock(const std::filesystem::path& path);

} // namespace periapt::cli
