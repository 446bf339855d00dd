// RUN: the folder of one run, in memory where there is any, gone afterwards. What a killed run has left there goes
// when the unit runs its next one: its name is always the same.
#pragma once

#include <filesystem>

namespace periapt::adapters {

class RunFolder {
public:
  /// For the unit and tool whose STATE this is. Throws std::system_error.
  explicit RunFolder(const std::filesystem::path& state);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace periapt::adapters
