#include "core/names.h"

#include "core/error.h"

#include <algorithm>
#include <charconv>

namespace periapt {
namespace {

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), digit)) return false;
  return text == "0" || text.front() != '0';
}

// [a-z][a-z0-9]*(-[a-z0-9]*[a-z][a-z0-9]*)*
bool is_dashed_name(std::string_view text) {
  bool first = true;
  while (true) {
    const auto dash = text.find('-');
    const auto part = text.substr(0, dash);
    const bool characters = std::all_of(part.begin(), part.end(), [](char c) { return lower(c) || digit(c); });
    if (!characters || std::none_of(part.begin(), part.end(), lower)) return false;
    if (first && !lower(part.front())) return false;
    if (dash == std::string_view::npos) return true;
    first = false;
    text.remove_prefix(dash + 1);
  }
}

// [a-zA-Z0-9][a-zA-Z0-9.+-]*[a-zA-Z0-9]
bool is_user_part(std::string_view text) {
  const auto plain = [](char c) { return lower(c) || digit(c) || (c >= 'A' && c <= 'Z'); };
  return text.size() >= 2 && plain(text.front()) && plain(text.back()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return plain(c) || c == '.' || c == '+' || c == '-'; });
}

} // namespace

bool is_valid_application_name(std::string_view text) { return is_dashed_name(text); }

bool is_valid_model_name(std::string_view text) {
  return !text.empty() && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return lower(c) || digit(c) || c == '-'; });
}

// [a-z][a-z0-9]*(?:[_-][a-z0-9]+)*
bool is_valid_endpoint_name(std::string_view text) {
  if (text.empty() || !lower(text.front())) return false;
  bool separator = false;
  for (const char c : text) {
    const bool now = c == '_' || c == '-';
    if (now ? separator : !(lower(c) || digit(c))) return false;
    separator = now;
  }
  return !separator;
}

// <n>(/<container type>/<n>)*
bool is_valid_machine_name(std::string_view text) {
  for (int part = 0;; ++part) {
    const auto slash = text.find('/');
    const auto piece = text.substr(0, slash);
    const bool number_expected = part % 2 == 0;
    if (number_expected ? !is_number(piece) : !(!piece.empty() && std::all_of(piece.begin(), piece.end(), lower)))
      return false;
    if (slash == std::string_view::npos) return number_expected;
    text.remove_prefix(slash + 1);
  }
}

bool is_valid_user_name(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= 255 && is_user_part(text.substr(0, at)) &&
         (at == std::string_view::npos || is_user_part(text.substr(at + 1)));
}

void ApplicationNameKind::check(std::string_view text) {
  if (valid(text)) return;
  if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    throw make_error(ErrorKind::invalid, "invalid application name \"{}\", unexpected uppercase character", text);
  throw make_error(ErrorKind::invalid, "invalid application name \"{}\"", text);
}

void ModelNameKind::check(std::string_view text) {
  if (!valid(text))
    throw make_error(ErrorKind::invalid,
                     "\"{}\" is not a valid name: model names may only contain lowercase letters, digits and hyphens",
                     text);
}

void EndpointNameKind::check(std::string_view text) {
  if (!valid(text)) throw make_error(ErrorKind::invalid, "invalid endpoint name \"{}\"", text);
}

void MachineNameKind::check(std::string_view text) {
  if (!valid(text)) throw make_error(ErrorKind::invalid, "invalid machine id \"{}\"", text);
}

void UserNameKind::check(std::string_view text) {
  if (!valid(text)) throw make_error(ErrorKind::invalid, "user name \"{}\" not valid", text);
}

UnitName::UnitName(ApplicationName application, std::int64_t number)
    : text_(fmt::format("{}/{}", application.str(), number)) {}

UnitName::UnitName(std::string_view text) : text_(text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || !is_valid_application_name(text.substr(0, slash)) ||
      !is_number(text.substr(slash + 1)) || text.size() - slash > 12)
    throw make_error(ErrorKind::invalid, "invalid unit name \"{}\"", text);
}

std::optional<UnitName> UnitName::parse(std::string_view text) {
  try {
    return UnitName(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

ApplicationName UnitName::application() const { return ApplicationName(text_.substr(0, text_.find('/'))); }

std::int64_t UnitName::number() const {
  const auto start = text_.find('/') + 1;
  std::int64_t value = 0;
  std::from_chars(text_.data() + start, text_.data() + text_.size(), value);
  return value;
}

std::string UnitName::tag() const {
  auto name = text_;
  name[name.find('/')] = '-';
  return "unit-" + name;
}

bool natural_less(std::string_view left, std::string_view right) {
  while (!left.empty() && !right.empty()) {
    if (digit(left.front()) && digit(right.front())) {
      const auto take = [](std::string_view& text) {
        const auto end = std::find_if_not(text.begin(), text.end(), digit);
        auto number = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        text.remove_prefix(number.size());
        number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
        return number;
      };
      const auto a = take(left), b = take(right);
      if (a.size() != b.size()) return a.size() < b.size();
      if (a != b) return a < b;
    } else {
      if (left.front() != right.front()) return left.front() < right.front();
      left.remove_prefix(1);
      right.remove_prefix(1);
    }
  }
  return left.empty() && !right.empty();
}

} // namespace periapt
