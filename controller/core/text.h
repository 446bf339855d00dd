// Small things done with text.
#pragma once

#include <concepts>
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

/// Whether all bytes of a word are ASCII that stands in a JSON string as it is.
template <std::unsigned_integral Word>
constexpr bool is_plain_json(Word bytes) {
  constexpr Word ones = static_cast<Word>(~Word{0}) / 0xff; // 0x0101…
  // Of ASCII bytes, each of these has a high bit set if one of them is less than a space, a quote, or a backslash.
  const Word less = bytes - ones * 0x20, quote = (bytes ^ ones * '"') - ones, backslash = (bytes ^ ones * '\\') - ones;
  return ((less | quote | backslash | bytes) & ones * 0x80) == 0;
}

} // namespace periapt
