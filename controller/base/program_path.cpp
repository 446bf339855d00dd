#include "base/program_path.h"

#include "base/system_error.h"

#include <unistd.h>

namespace periapt {
namespace fs = std::filesystem;

fs::path own_program() { return fs::read_symlink("/proc/self/exe"); }

fs::path find_program(std::string_view name) {
  const fs::path own_folder = own_program().parent_path();
  const fs::path beside = own_folder / name;
  if (::access(beside.c_str(), X_OK) == 0) return beside;
  const fs::path installed = own_folder.parent_path() / "libexec" / "periapt" / name;
  if (::access(installed.c_str(), X_OK) == 0) return installed;
  throw_error_number(ENOENT, "cannot find the program \"{}\": neither \"{}\" nor \"{}\" is there", name,
                     beside.string(), installed.string());
}

} // namespace periapt
