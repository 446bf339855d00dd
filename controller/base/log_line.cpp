#include "base/log_line.h"

#include "base/clock.h"

#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>

namespace periapt {
namespace {

constexpr std::array<std::string_view, 6> names = {"TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"};
constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

/// The length of the well-formed UTF-8 sequence (Unicode, table 3-7) that `text` begins with; 0 if none.
std::size_t utf8_sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second > 0x9F;
  const bool too_large = lead == 0xF4 && second > 0x8F;
  return overlong || surrogate || too_large ? 0 : length;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_sequence_length(text);
    switch (text.front()) {
    case '\n': out += "\\n"; break;
    case '\t': out += "\\t"; break;
    case '\\': out += "\\\\"; break;
    default: out += length > 0 ? text.substr(0, length) : replacement;
    }
    text.remove_prefix(length > 0 ? length : 1);
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    ++i;
    out += text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
  }
  return out;
}

std::optional<std::int64_t> parse_utc_ms(const std::string& text) {
  std::tm utc{};
  int ms = 0;
  int used = 0;
  const int fields = std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ%n", &utc.tm_year, &utc.tm_mon,
                                 &utc.tm_mday, &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &ms, &used);
  if (fields != 7 || static_cast<std::size_t>(used) != text.size()) return std::nullopt;
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  return std::int64_t{timegm(&utc)} * 1000 + ms;
}

/// Takes the text up to the next tab; nullopt if there is none.
std::optional<std::string> take_field(std::string_view& rest) {
  const auto tab = rest.find('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  std::string field(rest.substr(0, tab));
  rest.remove_prefix(tab + 1);
  return field;
}

} // namespace

std::string_view level_name(LogLevel level) { return names[static_cast<std::size_t>(level)]; }

std::optional<LogLevel> parse_log_level(std::string_view name) {
  std::string upper;
  for (const unsigned char c : name) upper += static_cast<char>(std::toupper(c));
  if (upper == "WARN") return LogLevel::warning;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == upper) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

std::string format_log_line(const LogLine& line) {
  std::string text = format_utc_ms(line.wall_ms);
  for (const std::string& field : {escaped(line.entity), std::string(level_name(line.level)), escaped(line.module),
                                   escaped(line.labels), escaped(line.message)}) {
    text += '\t';
    text += field;
  }
  return text += '\n';
}

std::optional<LogLine> parse_log_line(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  const auto time = take_field(text);
  const auto entity = take_field(text);
  const auto level = take_field(text);
  const auto module = take_field(text);
  const auto labels = take_field(text);
  if (!labels) return std::nullopt;
  const auto wall_ms = parse_utc_ms(*time);
  const auto parsed_level = parse_log_level(*level);
  if (!wall_ms || !parsed_level) return std::nullopt;
  return LogLine{.wall_ms = *wall_ms, .entity = unescaped(*entity), .level = *parsed_level,
                 .module = unescaped(*module), .labels = unescaped(*labels), .message = unescaped(text)};
}

} // namespace periapt
