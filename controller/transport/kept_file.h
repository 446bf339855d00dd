// An upload that is to stay: synced before the row that names it (DESIGN section 9, rule 27). A file of that name has
// that content. Errors: std::system_error. Threads: any; it blocks.
#pragma once

#include "base/file.h"

namespace periapt::transport {

inline void keep_file(const std::filesystem::path& arrived, const std::filesystem::path& kept) {
  sync_path(arrived);
  std::filesystem::rename(arrived, kept);
  sync_path(kept.parent_path());
}

} // namespace periapt::transport
