#include "charm/zip_writer.h"

#include "base/file.h"
#include "base/system_error.h"
#include "base/unique_fd.h"
#include "charm/zip_reader.h"
#include "core/error.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace periapt::charm {
namespace {

struct FreeEntry {
  void operator()(struct archive_entry* entry) const { archive_entry_free(entry); }
};
using Entry = std::unique_ptr<struct archive_entry, FreeEntry>;

Entry make_entry(const std::string& path, unsigned type, mode_t mode) {
  Entry entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), path.c_str());
  archive_entry_set_filetype(entry.get(), type);
  archive_entry_set_perm(entry.get(), mode);
  return entry;
}

} // namespace

void ZipWriter::Close::operator()(struct archive* writer) const { archive_write_free(writer); }

ZipWriter::ZipWriter(const std::filesystem::path& archive)
    : path_(archive), scratch_(archive.string() + ".part"), writer_(archive_write_new()) {
  archive_write_set_format_zip(writer_.get());
  archive_write_zip_set_compression_deflate(writer_.get());
  if (archive_write_open_filename(writer_.get(), scratch_.c_str()) != ARCHIVE_OK) fail();
}

ZipWriter::~ZipWriter() {
  writer_.reset();
  std::error_code ignored;
  std::filesystem::remove(scratch_, ignored);
}

void ZipWriter::fail() const {
  const auto* reason = archive_error_string(writer_.get());
  throw make_error(ErrorKind::internal, "cannot write archive \"{}\": {}", path_.string(),
                   reason ? reason : "unknown reason");
}

void ZipWriter::begin(struct archive_entry* entry) {
  const Utf8Locale utf8;
  if (archive_write_header(writer_.get(), entry) != ARCHIVE_OK) fail();
}

void ZipWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = archive_write_data(writer_.get(), bytes.data(), bytes.size());
    if (count <= 0) fail();
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void ZipWriter::add_folder(const std::string& path) { begin(make_entry(path + "/", AE_IFDIR, 0755).get()); }

void ZipWriter::add_link(const std::string& path, const std::string& target) {
  const auto entry = make_entry(path, AE_IFLNK, 0777);
  archive_entry_set_symlink(entry.get(), target.c_str());
  begin(entry.get());
}

void ZipWriter::add_text(const std::string& path, std::string_view text, bool executable) {
  const auto entry = make_entry(path, AE_IFREG, executable ? 0755 : 0644);
  archive_entry_set_size(entry.get(), static_cast<std::int64_t>(text.size()));
  begin(entry.get());
  write(text);
}

void ZipWriter::add_file(const std::string& path, const std::filesystem::path& source, mode_t mode) {
  const UniqueFd fd(open(source.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat info {};
  if (!fd || fstat(fd.get(), &info) != 0) throw_errno("cannot read \"{}\"", source.string());
  const auto entry = make_entry(path, AE_IFREG, mode);
  archive_entry_set_size(entry.get(), info.st_size);
  begin(entry.get());
  std::string buffer(std::size_t{64} << 10, '\0');
  for (auto left = static_cast<std::size_t>(info.st_size); left > 0;) {
    const auto wanted = std::min(left, buffer.size());
    const auto count = retry_interrupted([&] { return ::read(fd.get(), buffer.data(), wanted); });
    if (count < 0) throw_errno("cannot read \"{}\"", source.string());
    if (count == 0)
      throw make_error(ErrorKind::invalid, "file \"{}\" became shorter while it was packed", source.string());
    write(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    left -= static_cast<std::size_t>(count);
  }
}

void ZipWriter::finish() {
  if (archive_write_close(writer_.get()) != ARCHIVE_OK) fail();
  sync_path(scratch_);
  std::filesystem::rename(scratch_, path_);
}

} // namespace periapt::charm
