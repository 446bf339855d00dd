#include "cli/scratch_folder.h"

#include "base/system_error.h"

#include <cstdlib>
#include <string>

namespace periapt::cli {

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "model-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw_errno("cannot make a temporary folder \"{}\"", name);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code what_is_left_is_temporary;
  std::filesystem::remove_all(path_, what_is_left_is_temporary);
}

} // namespace periapt::cli
