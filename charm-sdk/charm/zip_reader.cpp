#include "charm/zip_reader.h"

#include "core/error.h"

#include <archive.h>
#include <archive_entry.h>

#include <clocale>

namespace periapt::charm {
namespace {

constexpr std::size_t block_bytes = 64 << 10;

ZipEntry::Type type_of(struct archive_entry* entry) {
  switch (archive_entry_filetype(entry)) {
  case AE_IFREG: return ZipEntry::Type::file;
  case AE_IFDIR: return ZipEntry::Type::folder;
  case AE_IFLNK: return ZipEntry::Type::symlink;
  default: return ZipEntry::Type::other;
  }
}

std::string text_or_empty(const char* text) { return text ? text : ""; }

} // namespace

Utf8Locale::Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), previous_(nullptr) {
  if (locale_) previous_ = uselocale(static_cast<locale_t>(locale_));
}

Utf8Locale::~Utf8Locale() {
  if (!locale_) return;
  uselocale(static_cast<locale_t>(previous_));
  freelocale(static_cast<locale_t>(locale_));
}

void ZipReader::Close::operator()(struct archive* reader) const { archive_read_free(reader); }

ZipReader::ZipReader(const std::filesystem::path& archive) : path_(archive), reader_(archive_read_new()) {
  if (!exists(archive)) throw make_error(ErrorKind::not_found, "no charm was found at \"{}\"", archive.string());
  archive_read_support_format_zip_seekable(reader_.get());
  if (archive_read_open_filename(reader_.get(), path_.c_str(), block_bytes) != ARCHIVE_OK)
    throw make_error(ErrorKind::invalid, "invalid charm or bundle provided at \"{}\"", path_.string());
}

ZipReader::~ZipReader() = default;

void ZipReader::fail(const std::string& what) const {
  const auto* reason = archive_error_string(reader_.get());
  throw make_error(ErrorKind::invalid, "cannot read {} of archive \"{}\": {}", what, path_.filename().string(),
                   reason ? reason : "damaged");
}

std::optional<ZipEntry> ZipReader::next() {
  const Utf8Locale utf8;
  struct archive_entry* found = nullptr;
  const int result = archive_read_next_header(reader_.get(), &found);
  if (result == ARCHIVE_EOF) return std::nullopt;
  if (result == ARCHIVE_FATAL && entry_path_.empty())
    throw make_error(ErrorKind::invalid, "invalid charm or bundle provided at \"{}\"", path_.string());
  if (result < ARCHIVE_WARN) fail("the list of files");
  ZipEntry entry;
  entry.type = type_of(found);
  entry.path = text_or_empty(archive_entry_pathname(found));
  while (entry.type == ZipEntry::Type::folder && entry.path.ends_with('/')) entry.path.pop_back();
  entry.executable = (archive_entry_perm(found) & 0100) != 0;
  entry.size_bytes = archive_entry_size_is_set(found) ? static_cast<std::uint64_t>(archive_entry_size(found)) : 0;
  entry.link_target = text_or_empty(archive_entry_symlink(found));
  entry_path_ = entry.path;
  if (entry_path_.empty()) throw Error(ErrorKind::invalid, "archive has an entry without a readable name");
  if (archive_entry_is_encrypted(found))
    throw make_error(ErrorKind::invalid, "archive entry \"{}\" is encrypted", entry_path_);
  return entry;
}

std::string ZipReader::read_text(std::size_t limit_bytes) {
  std::string text;
  read([&](std::string_view piece) {
    if (text.size() + piece.size() > limit_bytes)
      throw make_error(ErrorKind::invalid, "archive entry \"{}\" is larger than {} bytes", entry_path_, limit_bytes);
    text.append(piece);
  });
  return text;
}

void ZipReader::read(const std::function<void(std::string_view)>& take) {
  std::string buffer(block_bytes, '\0');
  while (true) {
    const auto count = archive_read_data(reader_.get(), buffer.data(), buffer.size());
    if (count == 0) return;
    if (count < 0) fail(fmt::format("file \"{}\"", entry_path_));
    take(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
  }
}

} // namespace periapt::charm
