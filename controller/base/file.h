// Whole files and trees. Errors: std::system_error. Any thread.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace periapt {

constexpr std::size_t default_file_limit_bytes = 64 << 20;

/// The whole content; a file larger than the limit is an error (EFBIG).
std::string read_file(const std::filesystem::path& path, std::size_t limit_bytes = default_file_limit_bytes);
/// nullopt where there is no such file.
std::optional<std::string> read_file_if_exists(const std::filesystem::path& path,
                                               std::size_t limit_bytes = default_file_limit_bytes);

/// All or nothing, also over a power loss: writes a temporary sibling, syncs, renames, syncs the folder.
void write_file_atomically(const std::filesystem::path& path, std::string_view content, mode_t mode = 0644);
/// Writes everything or throws; for descriptors that block.
void write_all(int fd, std::string_view bytes);

/// Makes the folder and missing parents; `mode` is the last one's (parents 0755), also if it existed.
void make_folders(const std::filesystem::path& path, mode_t mode = 0755);
/// Makes a folder of this process's own, 0700, named by `prefix` and six characters of chance.
std::filesystem::path make_unique_folder(const std::filesystem::path& prefix);
/// Removes a file or a whole tree, never following a symbolic link out of it. Absence is success.
void remove_tree(const std::filesystem::path& path);
/// fsync of a file or folder.
void sync_path(const std::filesystem::path& path);

/// Lower-case hex.
std::string sha256_of_file(const std::filesystem::path& path);

} // namespace periapt
