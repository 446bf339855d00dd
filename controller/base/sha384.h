// SHA-384 by nettle, which libarchive brings into every program of ours: the contract's fingerprint of resources.
#pragma once

#include <filesystem>
#include <string>

namespace periapt {

/// Lower-case hex, 96 characters; the file is read piece by piece. A symbolic link is an error (ELOOP).
/// Errors: std::system_error. Any thread.
std::string sha384_of_file(const std::filesystem::path& path);

} // namespace periapt
