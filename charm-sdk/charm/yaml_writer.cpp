#include "charm/yaml_writer.h"

#include "charm/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace periapt::charm {
namespace {

constexpr int step = 2;

/// Writes one value behind what stands on the line already: "key:" or "-" or nothing at the root.
class YamlWriter {
public:
  std::string out;

  void value(const YamlValue& value, int indent) {
    if (const auto* list = std::get_if<YamlList>(&value.data)) return this->list(*list, indent);
    if (const auto* map = std::get_if<YamlMap>(&value.data)) return this->map(*map, indent);
    out += scalar(value, indent);
    out += '\n';
  }

private:
  static std::string scalar(const YamlValue& value, int indent) {
    if (value.is_null()) return "null";
    if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "true" : "false";
    if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return std::to_string(*integer);
    if (const auto* number = std::get_if<double>(&value.data)) return yaml_number(*number);
    return yaml_scalar(std::get<std::string>(value.data), indent + step);
  }

  void list(const YamlList& items, int indent) {
    if (items.empty()) out += "[]\n";
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) margin(indent);
      out += "- ";
      value(items[i], indent_of_item(items[i], indent));
    }
  }

  /// A collection inside a list item begins on the item's line, two columns further.
  static int indent_of_item(const YamlValue& item, int indent) { return is_collection(item) ? indent + step : indent; }

  void map(const YamlMap& entries, int indent) {
    if (entries.empty()) out += "{}\n";
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0) margin(indent);
      out += yaml_key(entries[i].first) + ":";
      entry(entries[i].second, indent);
    }
  }

  void entry(const YamlValue& value, int indent) {
    if (!is_filled_collection(value)) {
      out += ' ';
      return this->value(value, indent);
    }
    const int inner = std::holds_alternative<YamlList>(value.data) ? indent : indent + step;
    out += '\n';
    margin(inner);
    this->value(value, inner);
  }

  static bool is_collection(const YamlValue& value) {
    return std::holds_alternative<YamlList>(value.data) || std::holds_alternative<YamlMap>(value.data);
  }

  static bool is_filled_collection(const YamlValue& value) {
    if (const auto* list = std::get_if<YamlList>(&value.data)) return !list->empty();
    const auto* map = std::get_if<YamlMap>(&value.data);
    return map && !map->empty();
  }

  void margin(int indent) { out.append(static_cast<std::size_t>(indent), ' '); }
};

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

/// The digits at `at`, without leading zeros unless a digit stands before them.
std::string_view number_at(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && is_digit(static_cast<unsigned char>(text[end]))) ++end;
  auto digits = text.substr(at, end - at);
  if (at == 0 || !is_digit(static_cast<unsigned char>(text[at - 1])))
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

bool key_less(std::string_view left, std::string_view right) {
  const auto common = std::min(left.size(), right.size());
  const auto at = static_cast<std::size_t>(std::mismatch(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(common),
                                                         right.begin()).first - left.begin());
  if (at == common) return left.size() < right.size();
  const auto a = static_cast<unsigned char>(left[at]), b = static_cast<unsigned char>(right[at]);
  if (is_letter(a) != is_letter(b)) return is_letter(b);
  if (!is_digit(a) || !is_digit(b)) return a < b;
  const auto x = number_at(left, at), y = number_at(right, at);
  if (x.size() != y.size()) return x.size() < y.size();
  return x != y ? x < y : a < b;
}

std::string shortest(double value, int exponent_from, int exponent_below) {
  char buffer[400];
  const auto print = [&](std::chars_format format) {
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr);
  };
  const auto scientific = print(std::chars_format::scientific);
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
  const bool plain = value == 0 || (exponent >= exponent_below && exponent < exponent_from);
  return plain ? print(std::chars_format::fixed) : scientific;
}

} // namespace

std::string write_yaml(const YamlValue& value) {
  if (value.is_null()) return "";
  YamlWriter writer;
  writer.value(value, 0);
  const auto last = writer.out.find_last_not_of('\n');
  writer.out.erase(last == std::string::npos ? 0 : last + 1);
  return writer.out + "\n";
}

void sort_keys(YamlValue& value) {
  if (auto* list = std::get_if<YamlList>(&value.data)) {
    for (auto& item : *list) sort_keys(item);
  } else if (auto* map = std::get_if<YamlMap>(&value.data)) {
    for (auto& entry : *map) sort_keys(entry.second);
    std::stable_sort(map->begin(), map->end(),
                     [](const auto& left, const auto& right) { return key_less(left.first, right.first); });
  }
}

std::string yaml_number(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  return shortest(value, 6, -4);
}

std::string json_number(double value) {
  if (!std::isfinite(value)) return "null";
  auto text = shortest(value, 21, -6);
  if (const auto zero = text.find("e-0"); zero != std::string::npos) text.erase(zero + 2, 1);
  return text;
}

} // namespace periapt::charm
