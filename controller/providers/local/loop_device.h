// Block devices behind sparse files, where the kernel and our rights permit them.
// Errors: Error(unavailable). Threads: any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace periapt::providers {

/// Why there are none; empty: they can be made.
std::string loop_obstacle();
/// Makes the file if needed, and a device behind it unless it has one. Returns the device: "/dev/loop3".
std::string make_loop_device(const std::filesystem::path& file, std::int64_t size_mib);
/// Frees the device, if any, then removes the file.
void remove_loop_device(const std::filesystem::path& file);

} // namespace periapt::providers
