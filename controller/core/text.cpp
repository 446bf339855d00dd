#include "core/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace periapt {

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

namespace {

/// How many bytes at the front are ASCII: most texts are, so eight are looked at at once.
std::size_t ascii_prefix(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (eight & high_bits) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

/// The bytes of the one character at the front, which is not ASCII; 0 where it is none.
std::size_t sequence_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0;
  std::size_t length = 0;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  else if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  else if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  // overlong forms, surrogates and values beyond U+10FFFF
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F) || length > text.size())
    return 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((static_cast<unsigned char>(text[k]) & 0xC0) != 0x80) return 0;
  return length;
}

std::string_view short_escape(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return {};
  }
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escaped(std::string& out, std::string_view text) {
  for (auto at = std::find_if(text.begin(), text.end(), needs_escape); at != text.end();
       at = std::find_if(text.begin(), text.end(), needs_escape)) {
    out.append(text.begin(), at);
    if (const auto escape = short_escape(*at); !escape.empty()) out += escape;
    else out += fmt::format("\\u{:04x}", static_cast<unsigned>(*at));
    text.remove_prefix(static_cast<std::size_t>(at - text.begin()) + 1);
  }
  out += text;
}

} // namespace

bool is_utf8(std::string_view text) {
  while (true) {
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    const auto length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
}

std::string as_utf8(std::string_view text) {
  std::string result;
  while (true) {
    const auto plain = ascii_prefix(text);
    result += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return result;
    const auto length = sequence_length(text);
    result += length > 0 ? text.substr(0, length) : "\ufffd";
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

bool append_json_string(std::string& out, std::string_view text) {
  if (!is_utf8(text)) return false;
  out += '"';
  append_escaped(out, text);
  out += '"';
  return true;
}

} // namespace periapt
