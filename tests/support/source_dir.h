// Where the project's sources are, for tests that read golden files and schemas.
#pragma once

#include <filesystem>

namespace periapt {

std::filesystem::path source_dir();

} // namespace periapt
