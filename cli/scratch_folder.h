// A temporary folder that is gone with the object.
#pragma once

#include <filesystem>

namespace periapt::cli {

class ScratchFolder {
public:
  /// Throws std::system_error when the system's temporary folder cannot be written.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace periapt::cli
