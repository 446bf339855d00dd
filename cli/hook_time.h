// How long hooks ran, from the recordings that a local controller's machines hold.
#pragma once

#include <chrono>
#include <filesystem>

namespace periapt::cli {

/// The time in which at least one hook or action ran. `data_folder`: the client's, with its local controllers below.
std::chrono::milliseconds time_in_hooks(const std::filesystem::path& data_folder);

} // namespace periapt::cli
