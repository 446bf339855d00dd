// A folder of a test's own, removed with it.
#pragma once

#include "base/file.h"
#include "base/system_error.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace periapt::test {

class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "periapt-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw_errno("cannot create a temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const noexcept { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
  std::filesystem::path path_;
};

} // namespace periapt::test
