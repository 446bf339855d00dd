#include "core/storage_name.h"

#include "core/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace periapt {
namespace {

constexpr std::string_view size_suffixes = "MGTPEZY";

bool is_lower_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_lower_letter(c) || (c >= 'A' && c <= 'Z'); }

/// What stands between dashes: letters and digits, with a letter among them.
bool is_part(std::string_view part) {
  return std::all_of(part.begin(), part.end(), [](char c) { return is_lower_letter(c) || is_digit(c); }) &&
         std::any_of(part.begin(), part.end(), is_lower_letter);
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_size(std::string_view text) {
  for (const std::string_view unit : {"iB", "B"})
    if (text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      break;
    }
  return !text.empty() && size_suffixes.find(text.back()) != std::string_view::npos && parse_size_mib(text);
}

template <class T>
void set_once(std::optional<T>& field, T value, std::string_view what) {
  if (field) throw make_error(ErrorKind::invalid, "storage constraint {} specified more than once", what);
  field = std::move(value);
}

void read_field(StorageDirective& directive, std::string_view field) {
  if (is_size(field)) return set_once(directive.size_mib, *parse_size_mib(field), "size");
  if (const auto count = whole_number<int>(field)) {
    if (*count < 1)
      throw make_error(ErrorKind::invalid, "parsing storage count: count must be greater than zero, got \"{}\"", field);
    return set_once(directive.count, *count, "count");
  }
  if (is_valid_pool_name(field)) return set_once(directive.pool, std::string(field), "pool");
  throw make_error(ErrorKind::invalid, "unrecognized storage constraint \"{}\" not valid", field);
}

} // namespace

bool is_valid_storage_name(std::string_view text) {
  if (text.empty() || !is_lower_letter(text.front())) return false;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('-', start), text.size());
    if (!is_part(text.substr(start, end - start))) return false;
    start = end + 1;
  }
  return true;
}

bool is_valid_pool_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '?'; });
}

std::string StorageInstanceName::str() const { return fmt::format("{}/{}", storage, number); }

std::optional<StorageInstanceName> StorageInstanceName::parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto digits = text.substr(slash + 1);
  const bool plain = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit) &&
                     (digits == "0" || digits.front() != '0');
  const auto number = plain ? whole_number<std::int64_t>(digits) : std::nullopt;
  if (!number || !is_valid_storage_name(text.substr(0, slash))) return std::nullopt;
  return StorageInstanceName{std::string(text.substr(0, slash)), *number};
}

StorageDirective parse_storage_directive(std::string_view text) {
  StorageDirective directive;
  for (auto rest = text; !rest.empty();) {
    const auto field = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    if (!field.empty()) read_field(directive, field);
  }
  if (directive == StorageDirective{})
    throw Error(ErrorKind::invalid, "storage constraints require at least one field to be specified");
  return directive;
}

StorageDirective parse_storage_directive(std::string_view name, std::string_view text) {
  try {
    return parse_storage_directive(text);
  } catch (const Error& error) {
    throw make_error(error.kind(), "cannot parse constraints for storage \"{}\": {}", name, error.what());
  }
}

std::optional<std::int64_t> parse_size_mib(std::string_view text) {
  for (const std::string_view unit : {"iB", "B"})
    if (text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      break;
    }
  double factor = 1;
  if (const auto power = text.empty() ? std::string_view::npos : size_suffixes.find(text.back());
      power != std::string_view::npos) {
    factor = std::pow(1024.0, static_cast<double>(power));
    text.remove_suffix(1);
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !(number >= 0)) return std::nullopt;
  const auto size = std::ceil(number * factor);
  return size < 9e18 ? std::optional(static_cast<std::int64_t>(size)) : std::nullopt;
}

std::string size_text(std::int64_t mib) {
  double size = static_cast<double>(mib);
  const char* unit = "MiB";
  for (const char* larger : {"GiB", "TiB", "PiB", "EiB"}) {
    if (size < 1024) break;
    size /= 1024;
    unit = larger;
  }
  return size < 10 ? fmt::format("{:.1f} {}", size, unit) : fmt::format("{:.0f} {}", size, unit);
}

} // namespace periapt
