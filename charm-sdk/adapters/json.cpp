#include "adapters/json.h"

#include <algorithm>

namespace periapt::adapters {

std::optional<std::string> scalar_text(const YamlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  const bool scalar = std::holds_alternative<bool>(value.data) || std::holds_alternative<std::int64_t>(value.data) ||
                      std::holds_alternative<double>(value.data);
  return scalar ? std::optional(charm::write_json(value)) : std::nullopt;
}

std::vector<YamlValue> json_lines(std::string_view text) {
  std::vector<YamlValue> values;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    try {
      values.push_back(charm::parse_json(text.substr(begin, end - begin)));
    } catch (const Error&) {
      // cut off in the middle: the tool was killed
    }
    begin = end + 1;
  }
  return values;
}

YamlMap without(const YamlMap& map, std::string_view key) {
  YamlMap rest;
  for (const auto& [name, value] : map)
    if (name != key) rest.emplace_back(name, value);
  return rest;
}

} // namespace periapt::adapters
