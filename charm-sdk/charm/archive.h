// Charm archives: making them from a folder and reading them without trust.
// Rule: contract/charm-format.md, section 9; DESIGN section 7. Errors: Error(invalid) names the entry.
// Threads: any; each call works on its own files.
#pragma once

#include "charm/charm.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace periapt::charm {

/// What an archive may hold at most; more is refused before it is written.
struct ArchiveLimits {
  std::size_t entries = 50'000;
  std::uint64_t file_bytes = std::uint64_t{1} << 30;
  std::uint64_t total_bytes = std::uint64_t{4} << 30;
};

struct PackOptions {
  std::int64_t revision = 0;
  std::string version; // "" writes no version file
};

/// Writes the folder's charm as a zip to `archive` (replaced atomically). The same content gives the same
/// bytes: entries are sorted and carry no time of their own. The root may be a symlink. Reads and checks
/// the charm first and returns it.
Charm pack_charm(const std::filesystem::path& folder, const std::filesystem::path& archive,
                 const PackOptions& options = {});

/// Every path that the archive lists, checked as unpacking would check it.
std::set<std::string> archive_manifest(const std::filesystem::path& archive, const ArchiveLimits& limits = {});

/// Unpacks into `target`, which is made if it is not there; what exists under the same names is replaced,
/// never followed. Refused: `..`, absolute names, links leaving the tree, devices, fifos, sockets,
/// duplicate names and names that differ only in case, and more than the limits; the whole archive's names
/// are checked before the first file is written. Hooks are made executable.
void unpack_charm(const std::filesystem::path& archive, const std::filesystem::path& target,
                  const ArchiveLimits& limits = {});

} // namespace periapt::charm
