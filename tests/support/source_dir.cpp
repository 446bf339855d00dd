#include "support/source_dir.h"

namespace periapt {

// The only object that holds the path: the others are the same wherever the project is built.
std::filesystem::path source_dir() { return PERIAPT_SOURCE_DIR; }

} // namespace periapt
