#include "cli/controller_settings.h"

#include "charm/yaml_reader.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "core/controller_setting.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <sstream>

namespace periapt::cli {

namespace {

Value typed_setting(const std::string& key, const std::string& text) {
  const auto* setting = find_controller_setting(key);
  if (!setting) return text; // of a newer controller
  using Kind = ControllerSetting::Kind;
  std::int64_t number = 0;
  switch (setting->kind) {
  case Kind::flag: return text == "true";
  case Kind::whole_number:
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  case Kind::list: return charm::parse_yaml(text).value();
  default: return text;
  }
}

/// In one line: a list's items, a text of several lines by how to see it.
std::string cell_text(const std::string& key, const Value& value) {
  if (const auto* list = std::get_if<List>(&value.data)) {
    std::vector<std::string> items;
    for (const auto& item : *list)
      if (const auto* text = std::get_if<std::string>(&item.data)) items.push_back(*text);
    return list->empty() ? "[]" : fmt::format("{}", fmt::join(items, ", "));
  }
  auto text = render(value, "yaml");
  while (text.ends_with('\n')) text.pop_back();
  return text.find('\n') == std::string::npos ? text : "<value set, see juju controller-config " + key + ">";
}

} // namespace

Map controller_settings_document(const Settings& values) {
  Map document;
  for (const auto& [key, text] : values) document.emplace_back(key, typed_setting(key, text));
  return document;
}

std::string controller_settings_table(const Settings& values, bool colour) {
  Table table({"Attribute", "Value"});
  for (const auto& [key, text] : values) table.add({key, cell_text(key, typed_setting(key, text))});
  std::ostringstream out;
  table.print(out, colour);
  return out.str();
}

std::vector<std::string> take_unchangeable(Settings& settings) {
  std::vector<std::string> taken;
  std::erase_if(settings, [&](const auto& one) {
    const auto* setting = find_controller_setting(one.first);
    if (setting && setting->changeable) return false;
    taken.push_back(one.first);
    return true;
  });
  return taken;
}

} // namespace periapt::cli
