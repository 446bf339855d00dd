#include "charm/tar_file.h"

#include "base/file.h"
#include "base/system_error.h"
#include "base/unique_fd.h"
#include "core/error.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

namespace periapt::charm {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = 64 << 10;

struct FreeWriter {
  void operator()(struct archive* writer) const { archive_write_free(writer); }
};
struct FreeReader {
  void operator()(struct archive* reader) const { archive_read_free(reader); }
};
struct FreeEntry {
  void operator()(struct archive_entry* entry) const { archive_entry_free(entry); }
};

UniqueFd create(const fs::path& path) {
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) throw_errno("cannot make \"{}\"", path.string());
  return fd;
}

/// Writes `<archive>.part`, which is removed unless finish() gave it its name.
class TarWriter {
public:
  explicit TarWriter(const fs::path& archive)
      : path_(archive), part_(archive.string() + ".part"), fd_(claim()), writer_(archive_write_new()) {
    archive_write_set_format_pax_restricted(writer_.get());
    check(archive_write_add_filter_gzip(writer_.get()));
    check(archive_write_set_filter_option(writer_.get(), "gzip", "compression-level", "1")); // charms are compressed
    check(archive_write_set_filter_option(writer_.get(), "gzip", "timestamp", nullptr));
    check(archive_write_open_fd(writer_.get(), fd_.get()));
  }
  ~TarWriter() {
    writer_.reset();
    std::error_code ignored;
    fs::remove(part_, ignored);
  }
  TarWriter(const TarWriter&) = delete;
  TarWriter& operator=(const TarWriter&) = delete;

  void add(const TarMember& member) {
    const UniqueFd source(::open(member.source.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info {};
    if (!source || ::fstat(source.get(), &info) != 0) throw_errno("cannot read \"{}\"", member.source.string());
    begin(member.name, info.st_size);
    std::string buffer(block_bytes, '\0');
    for (off_t left = info.st_size; left > 0;) {
      const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(left), buffer.size());
      const auto count = retry_interrupted([&] { return ::read(source.get(), buffer.data(), wanted); });
      if (count < 0) throw_errno("cannot read \"{}\"", member.source.string());
      if (count == 0) throw_error_number(EIO, "file \"{}\" became shorter while it was read", member.source.string());
      if (archive_write_data(writer_.get(), buffer.data(), static_cast<std::size_t>(count)) != count) fail();
      left -= count;
    }
  }

  void finish() {
    check(archive_write_close(writer_.get()));
    sync_path(part_);
    fs::rename(part_, path_);
    sync_path(path_.parent_path());
  }

private:
  UniqueFd claim() const {
    if (fs::exists(path_) || fs::exists(part_))
      throw make_error(ErrorKind::already_exists, "file \"{}\" already exists", path_.string());
    return create(part_);
  }

  void begin(const std::string& name, off_t size_bytes) {
    const std::unique_ptr<struct archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), size_bytes);
    check(archive_write_header(writer_.get(), entry.get()));
  }

  void check(int result) const {
    if (result != ARCHIVE_OK) fail();
  }
  [[noreturn]] void fail() const {
    const int number = archive_errno(writer_.get());
    throw_error_number(number > 0 ? number : EIO, "cannot write \"{}\"", path_.string());
  }

  fs::path path_;
  fs::path part_;
  UniqueFd fd_;
  std::unique_ptr<struct archive, FreeWriter> writer_;
};

class Reader {
public:
  explicit Reader(const fs::path& archive) : path_(archive), reader_(archive_read_new()) {
    archive_read_support_format_tar(reader_.get());
    archive_read_support_filter_gzip(reader_.get());
    if (!fs::is_regular_file(archive)) throw make_error(ErrorKind::not_found, "file \"{}\" not found", archive.string());
    if (archive_read_open_filename(reader_.get(), archive.c_str(), block_bytes) != ARCHIVE_OK) fail();
  }

  /// The next member's name, if it is one that may be unpacked; empty at the end.
  std::string next() {
    struct archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader_.get(), &entry);
    if (result == ARCHIVE_EOF) return {};
    if (result != ARCHIVE_OK) fail();
    const char* name = archive_entry_pathname(entry);
    if (!name || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)) refuse(name ? name : "");
    return name;
  }

  void copy_to(int fd) {
    std::string buffer(block_bytes, '\0');
    for (;;) {
      const auto count = archive_read_data(reader_.get(), buffer.data(), buffer.size());
      if (count < 0) fail();
      if (count == 0) return;
      write_all(fd, std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    }
  }

  [[noreturn]] void refuse(const std::string& name) const {
    throw make_error(ErrorKind::invalid, "\"{}\" is not a backup: it holds \"{}\"", path_.string(), name);
  }

private:
  [[noreturn]] void fail() const {
    const char* reason = archive_error_string(reader_.get());
    throw make_error(ErrorKind::invalid, "\"{}\" is not a complete backup: {}", path_.string(), reason ? reason : "damaged");
  }

  fs::path path_;
  std::unique_ptr<struct archive, FreeReader> reader_;
};

} // namespace

void write_tar(const fs::path& archive, const std::vector<TarMember>& members) {
  TarWriter writer(archive);
  for (const auto& member : members) writer.add(member);
  writer.finish();
}

void unpack_tar(const fs::path& archive, const fs::path& folder,
                const std::function<bool(const std::string& name)>& expected) {
  Reader reader(archive);
  for (auto name = reader.next(); !name.empty(); name = reader.next()) {
    const auto target = folder / name;
    if (!expected(name) || fs::exists(target)) reader.refuse(name);
    make_folders(target.parent_path(), 0700);
    reader.copy_to(create(target).get());
  }
}

} // namespace periapt::charm
