// Beginning a charm: a folder that lints clean, deploys and becomes active as it is. Threads: any.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::authoring {

/// What a charm's events may be run by: "ansible", "bash", …
std::vector<std::string> init_tools();

/// Makes `folder`, which is not there or is empty, a charm of its name; all of it or nothing. Returns its files, sorted.
/// Throws Error: invalid for a name that no charm can have or an unknown tool, already_exists.
std::vector<std::string> init_charm(const std::filesystem::path& folder, const std::string& tool);

} // namespace periapt::authoring
