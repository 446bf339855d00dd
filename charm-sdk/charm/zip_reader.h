// One pass over a zip archive's entries as they are: nothing is trusted or written here. Wraps libarchive.
// Errors: Error(invalid) `invalid charm or bundle provided at "x"` for what is no zip; Error(not_found).
// Threads: one at a time.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct archive;
struct archive_entry;

namespace periapt::charm {

struct ZipEntry {
  enum class Type { file, folder, symlink, other };
  Type type = Type::file;
  std::string path; // as stored, without the trailing '/' of a folder
  bool executable = false;      // by its owner
  std::uint64_t size_bytes = 0; // as the archive claims
  std::string link_target;
};

class ZipReader {
public:
  explicit ZipReader(const std::filesystem::path& archive);
  ~ZipReader();

  /// nullopt after the last one.
  std::optional<ZipEntry> next();
  /// The current file's content; more than `limit_bytes` is Error(invalid).
  std::string read_text(std::size_t limit_bytes);
  /// The current file's content piece by piece.
  void read(const std::function<void(std::string_view)>& take);

private:
  struct Close {
    void operator()(struct archive* reader) const;
  };

  [[noreturn]] void fail(const std::string& what) const;

  std::filesystem::path path_;
  std::unique_ptr<struct archive, Close> reader_;
  std::string entry_path_;
};

/// For as long as it lives, this thread takes file names for UTF-8: libarchive converts names to the
/// locale's characters, and our programs set no locale.
class Utf8Locale {
public:
  Utf8Locale();
  ~Utf8Locale();
  Utf8Locale(const Utf8Locale&) = delete;

private:
  void* locale_;
  void* previous_;
};

} // namespace periapt::charm
