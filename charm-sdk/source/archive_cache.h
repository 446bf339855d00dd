// Packed charms kept between commands: each a file named by the SHA-256 of its content, and for each charm of a
// repository at a commit the name of that file. An archive that is not what its name says is one that is not there.
//   <folder>/<sha256>.charm      <folder>/commits/<key>: the sha256
// Errors: std::system_error. Threads: any; two processes may share a folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::source {

class ArchiveCache {
public:
  explicit ArchiveCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::optional<std::filesystem::path> find(const std::string& key) const;
  /// Takes a copy; where it lies.
  std::filesystem::path keep(const std::string& key, const std::filesystem::path& archive) const;

private:
  std::filesystem::path commit_file(const std::string& key) const;
  std::filesystem::path archive_file(const std::string& sha256) const { return folder_ / (sha256 + ".charm"); }

  std::filesystem::path folder_;
};

} // namespace periapt::source
