// An upload while it arrives: a file of no lasting name, hashed as it grows.
// Errors: Error(unavailable) when it cannot be written. Threads: one at a time; calls block.
#pragma once

#include "base/sha256.h"
#include "base/unique_fd.h"
#include "transport/route.h"

#include <filesystem>
#include <string_view>

namespace periapt::transport {

class IncomingFile {
public:
  explicit IncomingFile(const std::filesystem::path& folder);
  IncomingFile(const IncomingFile&) = delete;
  IncomingFile& operator=(const IncomingFile&) = delete;
  ~IncomingFile(); // removes the file, unless it was moved away

  void append(std::string_view piece);
  ReceivedFile finish();

  /// Removes what an earlier process left behind in the folder.
  static void remove_leftovers(const std::filesystem::path& folder);

private:
  std::filesystem::path path_;
  UniqueFd fd_;
  Sha256 sha256_;
  std::int64_t size_bytes_ = 0;
};

} // namespace periapt::transport
