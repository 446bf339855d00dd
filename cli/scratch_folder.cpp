#include "cli/scratch_folder.h"

#include "base/file.h"

namespace periapt::cli {

ScratchFolder::ScratchFolder() : path_(make_unique_folder(std::filesystem::temp_directory_path() / "model-")) {}

ScratchFolder::~ScratchFolder() {
  std::error_code what_is_left_is_temporary;
  std::filesystem::remove_all(path_, what_is_left_is_temporary);
}

} // namespace periapt::cli
