// Small texts that every tool's messages share.
#pragma once

#include <string>
#include <string_view>

namespace periapt::hook_tools {

/// In double quotes, with quotes, backslashes, control characters and bytes that are not UTF-8 escaped.
std::string go_quoted(std::string_view text);

/// Without surrounding white space.
std::string_view trimmed(std::string_view text);

/// The length in bytes of the well-formed UTF-8 character `text` starts with; 0 when it starts with none.
std::size_t utf8_length(std::string_view text);

} // namespace periapt::hook_tools
