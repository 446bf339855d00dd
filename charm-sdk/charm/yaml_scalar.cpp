#include "charm/yaml_scalar.h"

#include "charm/base64.h"
#include "core/bag.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <regex>

namespace periapt::charm {
namespace {

template <std::size_t N>
bool one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> null_words{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 11> true_words{"y",    "Y",    "yes", "Yes", "YES", "true",
                                                      "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> false_words{"n",     "N",     "no",  "No",  "NO", "false",
                                                       "False", "FALSE", "off", "Off", "OFF"};

bool matches(std::string_view text, const std::regex& pattern) {
  return std::regex_match(text.begin(), text.end(), pattern);
}

bool begins_like_a_number(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front();
  return (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.';
}

constexpr std::size_t longest_number = 256; // longer texts are strings; keeps the patterns' work bounded

/// Sexagesimals, and digits that a leading zero would make octal although they are not.
bool is_ambiguous(std::string_view text) {
  static const std::regex pattern(R"([-+]?([0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|0[0-9_]+))");
  return matches(text, pattern);
}

/// A date, a date with a time of day, or with time and zone.
bool is_timestamp(std::string_view text) {
  static const std::regex pattern("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
                                  "( [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?"
                                  "|[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2}))?");
  return matches(text, pattern);
}

std::string without_underscores(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  return digits;
}

std::optional<double> infinity_or_nan(std::string_view text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (one_of<6>(text, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) return infinity;
  if (one_of<3>(text, {"-.inf", "-.Inf", "-.INF"})) return -infinity;
  if (one_of<3>(text, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

// --- writing ---------------------------------------------------------------------------------------

struct Analysis {
  bool plain = true;
  bool single_quoted = true;
  bool block = true;
};

bool is_break(char c) { return c == '\n' || c == '\r'; }
bool is_blank_or_end(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\t' || is_break(text[at]);
}

/// C0 and C1 controls, DEL, the line separators and the byte order mark: only escapes can carry them.
bool is_special(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  const auto c = byte(at);
  if (c < 0x20) return c != '\n';
  if (c == 0x7F) return true;
  if (c == 0xC2) return byte(at + 1) < 0xA0;
  if (c == 0xE2 && byte(at + 1) == 0x80) return byte(at + 2) == 0xA8 || byte(at + 2) == 0xA9;
  if (c == 0xEF && byte(at + 1) == 0xBB) return byte(at + 2) == 0xBF;
  if (c == 0xEF && byte(at + 1) == 0xBF) return byte(at + 2) >= 0xBE;
  return false;
}

bool indicates(std::string_view text, std::size_t at) {
  const char c = text[at];
  const bool space_follows = is_blank_or_end(text, at + 1);
  if (at == 0 && std::string_view("#,[]{}&*!|>'\"%@`").find(c) != std::string_view::npos) return true;
  if (at == 0 && (c == '?' || c == '-')) return space_follows;
  if (c == ':') return space_follows;
  return c == '#' && at > 0 && is_blank_or_end(text, at - 1);
}

Analysis analyse(std::string_view text) {
  Analysis allowed;
  if (text.starts_with("---") || text.starts_with("...")) allowed.plain = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at], next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (indicates(text, at) || is_break(c)) allowed.plain = false;
    if (is_break(c) && next == ' ') allowed.single_quoted = false;
    if (is_special(text, at) || (c == ' ' && is_break(next))) allowed = {false, false, false};
    if (allowed.plain || allowed.single_quoted || allowed.block) continue;
    return allowed;
  }
  if (text.starts_with(' ') || text.ends_with(' ')) allowed.plain = false;
  if (text.ends_with(' ')) allowed.block = false;
  return allowed;
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string escape(std::string_view text, std::size_t& at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c == '\r') return "\\r";
  if (c == 0x1B) return "\\e";
  if (c == 0) return "\\0";
  if (c < 0x80) return fmt::format("\\x{:02X}", c);
  const auto tail = [&] { return static_cast<unsigned char>(text[++at]) & 0x3Fu; };
  if (c == 0xC2) return fmt::format("\\x{:02X}", (c & 0x1Fu) << 6 | tail());
  const auto middle = tail();
  return fmt::format("\\u{:04X}", (c & 0x0Fu) << 12 | middle << 6 | tail());
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"' || text[at] == '\\') out += '\\', out += text[at];
    else if (text[at] == '\n' || is_special(text, at)) out += escape(text, at);
    else out += text[at];
  }
  return out + "\"";
}

std::string literal_block(std::string_view text, int indent) {
  std::string out = "|";
  if (text.front() == ' ' || text.front() == '\n') out += '2';
  if (!text.ends_with('\n')) out += '-';
  else if (text == "\n" || text.ends_with("\n\n")) out += '+';
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  while (true) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    out += '\n';
    if (!line.empty()) out.append(margin).append(line);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string binary(std::string_view text, int indent) {
  constexpr std::size_t line_length = 70;
  const auto encoded = base64_encode(text);
  if (encoded.size() < line_length) return "!!binary " + encoded;
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += line_length) lines += encoded.substr(at, line_length) + "\n";
  return "!!binary " + literal_block(lines, indent);
}

bool mistakable(std::string_view text) { return resolve_scalar(text) != ScalarType::string; }

} // namespace

ScalarType resolve_scalar(std::string_view plain) {
  if (one_of(plain, null_words)) return ScalarType::null;
  if (plain == "<<") return ScalarType::merge;
  if (scalar_bool(plain)) return ScalarType::boolean;
  if (!begins_like_a_number(plain) || plain.size() > longest_number) return ScalarType::string;
  if (scalar_int(plain)) return ScalarType::integer;
  if (is_ambiguous(plain)) return ScalarType::ambiguous;
  if (scalar_real(plain)) return ScalarType::real;
  if (is_timestamp(plain)) return ScalarType::timestamp;
  return ScalarType::string;
}

std::optional<bool> scalar_bool(std::string_view plain) {
  if (one_of(plain, true_words)) return true;
  if (one_of(plain, false_words)) return false;
  return std::nullopt;
}

std::optional<std::int64_t> scalar_int(std::string_view plain) {
  if (!begins_like_a_number(plain) || plain.size() > longest_number) return std::nullopt;
  auto digits = without_underscores(plain);
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.erase(0, 1);
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    const char mark = digits[1];
    base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
    digits.erase(0, base != 8 || mark == 'o' || mark == 'O' ? 2 : 1);
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (value > limit + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0 - value : value);
}

std::optional<double> scalar_real(std::string_view plain) {
  if (!begins_like_a_number(plain) || plain.size() > longest_number) return std::nullopt;
  if (const auto special = infinity_or_nan(plain)) return special;
  const auto text = without_underscores(plain);
  static const std::regex pattern(R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)");
  if (!matches(text, pattern)) return std::nullopt;
  double value = 0;
  const auto* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt; // beyond the range of a double
  return value;
}

std::string yaml_scalar(std::string_view text, int indent) {
  if (!is_utf8(text)) return binary(text, indent);
  if (text.find('\n') == std::string_view::npos) return yaml_key(text);
  return analyse(text).block ? literal_block(text, indent) : double_quoted(text);
}

std::string yaml_key(std::string_view text) {
  if (!is_utf8(text)) return "!!binary " + base64_encode(text);
  if (mistakable(text) || text.find('\n') != std::string_view::npos) return double_quoted(text);
  const auto allowed = analyse(text);
  if (allowed.plain) return std::string(text);
  return allowed.single_quoted ? single_quoted(text) : double_quoted(text);
}

} // namespace periapt::charm
