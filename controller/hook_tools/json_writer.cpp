#include "hook_tools/json_writer.h"

#include "charm/yaml_writer.h"
#include "hook_tools/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::hook_tools {
namespace {

std::string json_character(std::string_view character) {
  if (character == "\u2028") return "\\u2028";
  if (character == "\u2029") return "\\u2029";
  if (character.size() > 1) return std::string(character);
  switch (character[0]) {
  case '"': return "\\\"";
  case '\\': return "\\\\";
  case '\n': return "\\n";
  case '\r': return "\\r";
  case '\t': return "\\t";
  case '<': case '>': case '&': return fmt::format("\\u{:04x}", character[0]);
  default: return character[0] >= 0 && character[0] < ' ' ? fmt::format("\\u{:04x}", character[0]) : std::string(character);
  }
}

std::string json_string(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    result += length == 0 ? "\ufffd" : json_character(text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result + '"';
}

class Writer {
public:
  explicit Writer(KeyOrder order) : order_(order) {}

  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return charm::json_number(value); }
  std::string operator()(const std::string& value) const { return json_string(value); }

  std::string operator()(const YamlList& list) const {
    std::string result;
    for (const auto& item : list) result += (result.empty() ? "" : ",") + std::visit(*this, item.data);
    return "[" + result + "]";
  }

  std::string operator()(YamlMap map) const {
    if (order_ == KeyOrder::sorted)
      std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string result;
    for (const auto& [key, value] : map)
      result += (result.empty() ? "" : ",") + json_string(key) + ":" + std::visit(*this, value.data);
    return "{" + result + "}";
  }

private:
  KeyOrder order_;
};

} // namespace

std::string write_json(YamlValue value, KeyOrder order) { return std::visit(Writer(order), std::move(value.data)); }

} // namespace periapt::hook_tools
