// A zip archive's entries with clean names, each checked against the rules and limits as it is met. For the
// room's own use. Rule: DESIGN section 7. Errors: Error(invalid) that names the entry. Threads: one at a time.
#pragma once

#include "charm/archive.h"
#include "charm/archive_check.h"
#include "charm/zip_reader.h"

#include <optional>
#include <set>
#include <string>

namespace periapt::charm {

class CheckedArchive {
public:
  explicit CheckedArchive(const std::filesystem::path& archive, const ArchiveLimits& limits = {});

  /// nullopt after the last.
  std::optional<ZipEntry> next();
  std::string read_text(std::size_t limit_bytes) { return zip_.read_text(limit_bytes); }
  /// Writes the current file; what it holds is counted, whatever the entry claims.
  void copy(const ZipEntry& entry, int fd);
  /// The paths met so far.
  const std::set<std::string>& listed() const { return names_.listed(); }

private:
  /// Counts bytes against the limits.
  struct Sum {
    std::uint64_t file = 0;
    std::uint64_t total = 0;
  };
  void count(Sum& sum, std::uint64_t bytes, const std::string& path) const;

  ZipReader zip_;
  ArchiveLimits limits_;
  EntryNames names_;
  EntryLinks links_;
  std::size_t entries_ = 0;
  Sum claimed_;
  Sum written_;
};

} // namespace periapt::charm
