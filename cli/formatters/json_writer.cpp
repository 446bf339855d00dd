#include "cli/formatters/json_writer.h"

#include "charm/json_value.h"
#include "core/bag.h"

namespace periapt::cli {
namespace {

std::string as_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string result;
  while (!text.empty()) {
    std::size_t size = 1;
    while (size <= 4 && !is_utf8(text.substr(0, size))) ++size;
    result += size <= 4 ? text.substr(0, size) : "\ufffd";
    text.remove_prefix(size <= 4 ? std::min(size, text.size()) : 1);
  }
  return result;
}

Value as_utf8(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return as_utf8(std::string_view(*text));
  if (const auto* items = std::get_if<List>(&value.data)) {
    List result;
    for (const auto& item : *items) result.push_back(as_utf8(item));
    return result;
  }
  if (const auto* fields = std::get_if<Map>(&value.data)) {
    Map result;
    for (const auto& [key, field] : *fields) result.emplace_back(as_utf8(std::string_view(key)), as_utf8(field));
    return result;
  }
  return value;
}

} // namespace

std::string json_text(const Value& value) { return charm::write_json(as_utf8(value)); }

} // namespace periapt::cli
