#pragma once

#include <string_view>

namespace periapt::cli {

/// True when the whole text matches; `*` stands for any number of characters, nothing else is special.
/// In time proportional to the product of the lengths, whatever the pattern.
bool glob_matches(std::string_view pattern, std::string_view text);

} // namespace periapt::cli
