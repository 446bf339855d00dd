#include "source/archive_cache.h"

#include "base/file.h"
#include "base/random.h"
#include "base/sha256.h"

namespace periapt::source {

namespace fs = std::filesystem;

fs::path ArchiveCache::commit_file(const std::string& key) const { return folder_ / "commits" / sha256_hex(key); }

std::optional<fs::path> ArchiveCache::find(const std::string& key) const {
  const auto sha256 = read_file_if_exists(commit_file(key));
  if (!sha256 || sha256->size() != 64) return std::nullopt;
  const auto archive = archive_file(*sha256);
  if (!exists(archive) || sha256_of_file(archive) != *sha256) return std::nullopt;
  return archive;
}

fs::path ArchiveCache::keep(const std::string& key, const fs::path& archive) const {
  make_folders(folder_ / "commits", 0700);
  const auto sha256 = sha256_of_file(archive);
  const auto kept = archive_file(sha256);
  if (!exists(kept)) {
    auto scratch = kept;
    scratch += "." + random_hex(6);
    fs::copy_file(archive, scratch);
    fs::rename(scratch, kept);
  }
  write_file_atomically(commit_file(key), sha256);
  return kept;
}

} // namespace periapt::source
