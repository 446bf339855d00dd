#include "transport/incoming_file.h"

#include "base/file.h"
#include "base/random.h"
#include "core/error.h"

#include <fcntl.h>

#include <system_error>

namespace periapt::transport {
namespace {

constexpr std::string_view prefix = "incoming-";

} // namespace

IncomingFile::IncomingFile(const std::filesystem::path& folder)
    : path_(folder / (std::string(prefix) + random_hex(8))),
      fd_(::open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)) {
  if (!fd_)
    throw make_error(ErrorKind::unavailable, "cannot keep the upload: {}", std::generic_category().message(errno));
}

IncomingFile::~IncomingFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void IncomingFile::append(std::string_view piece) {
  try {
    write_all(fd_.get(), piece);
  } catch (const std::system_error& error) {
    throw make_error(ErrorKind::unavailable, "cannot keep the upload: {}", error.code().message());
  }
  sha256_.update(piece);
  size_bytes_ += static_cast<std::int64_t>(piece.size());
}

ReceivedFile IncomingFile::finish() { return {path_, sha256_.finish(), size_bytes_}; }

void IncomingFile::remove_leftovers(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().starts_with(prefix)) std::filesystem::remove(entry.path());
}

} // namespace periapt::transport
