// Small things done with text.
#pragma once

#include <string>
#include <string_view>

namespace periapt {

/// `text` with each `from`, which is not empty, replaced by `to`; what was put in is not looked at again.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

} // namespace periapt
