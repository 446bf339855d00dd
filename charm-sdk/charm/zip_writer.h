// Writes a zip whose bytes depend on its content alone: no times, no owners. The file appears under its name
// when it is complete. Wraps libarchive. Errors: std::system_error, Error(internal). Threads: one at a time.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct archive;
struct archive_entry;

namespace periapt::charm {

class ZipWriter {
public:
  explicit ZipWriter(const std::filesystem::path& archive);
  /// Removes what was written unless finish() was called.
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;

  void add_folder(const std::string& path);
  void add_link(const std::string& path, const std::string& target);
  void add_text(const std::string& path, std::string_view text, bool executable);
  void add_file(const std::string& path, const std::filesystem::path& source, mode_t mode);
  /// Synced and renamed to its name.
  void finish();

private:
  struct Close {
    void operator()(struct archive* writer) const;
  };

  void begin(struct archive_entry* entry);
  void write(std::string_view bytes);
  [[noreturn]] void fail() const;

  std::filesystem::path path_;
  std::filesystem::path scratch_;
  std::unique_ptr<struct archive, Close> writer_;
};

} // namespace periapt::charm
