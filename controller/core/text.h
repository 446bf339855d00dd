// Small things done with text.
#pragma once

#include <string>
#include <string_view>

namespace periapt {

/// `text` with each `from`, which is not empty, replaced by `to`; what was put in is not looked at again.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

bool is_utf8(std::string_view text);
/// `text` with U+FFFD for what is not UTF-8 in it.
std::string as_utf8(std::string_view text);

/// Appends `text` in quotes, escaped as JSON demands and no more. False, and nothing is appended, when it is not UTF-8.
[[nodiscard]] bool append_json_string(std::string& out, std::string_view text);

} // namespace periapt
