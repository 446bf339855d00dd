// Plain files in one compressed tar: what a controller's backup is. It stands in this room because libarchive does;
// the agent links none of it. Errors: std::system_error for the disk, Error for an archive that is no such tar.
// Threads: any.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

struct TarMember {
  std::string name; // "charms/0a1b…"
  std::filesystem::path source;
};

/// Makes the archive, mode 0600, synced, all or nothing: the file appears when it is complete. Its bytes depend on
/// names and contents alone. Throws Error(already_exists) where there is such a file or one being made.
void write_tar(const std::filesystem::path& archive, const std::vector<TarMember>& members);

/// Unpacks into a folder that is there, mode 0600 each, in constant memory. A member that is no plain file, that comes
/// twice or whose name `expected` does not know is Error(invalid), as is what is no archive: nothing is written
/// outside, whatever the archive says. What was written stays; the caller removes the folder.
void unpack_tar(const std::filesystem::path& archive, const std::filesystem::path& folder,
                const std::function<bool(const std::string& name)>& expected);

} // namespace periapt::charm
