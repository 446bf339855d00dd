#include "cli/formatters/model_defaults_document.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/model_settings.h"

#include <sstream>

namespace periapt::cli {

namespace {

/// As the settings of a model are shown, with the type of their default.
std::map<std::string, Value> typed(const std::map<std::string, std::string>& texts) {
  std::map<std::string, Value> values;
  for (const auto& [key, setting] : effective_model_settings(texts))
    if (texts.contains(key)) values.emplace(key, setting.value);
  return values;
}

std::string cell(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "true" : "false";
  auto text = render(value, "smart");
  while (text.ends_with('\n')) text.pop_back();
  return text.empty() ? "\"\"" : text;
}

} // namespace

ModelDefaultTable model_default_table(const wire::ModelDefaults& defaults) {
  ModelDefaultTable table;
  for (const auto& [key, setting] : effective_model_settings({})) table[key].built_in = setting.value;
  for (const auto& [key, value] : typed(defaults.controller)) table[key].controller = {value};
  for (const auto& region : defaults.regions)
    for (const auto& [key, value] : typed(region.values)) table[key].regions.emplace_back(region.region, value);
  return table;
}

Value model_defaults_document(const ModelDefaultTable& table) {
  Map document;
  for (const auto& [key, entry] : table) {
    Record record;
    record.add("default", entry.built_in);
    for (const auto& value : entry.controller) record.add("controller", value);
    List regions;
    for (const auto& [name, value] : entry.regions) regions.emplace_back(Record().add("name", name).add("value", value).value());
    document.emplace_back(key, record.add_if("regions", std::move(regions)).value());
  }
  return document;
}

std::string model_defaults_tabular(const ModelDefaultTable& table, bool colour) {
  Table rows({"Attribute", "Default", "Controller"});
  for (const auto& [key, entry] : table) {
    rows.add({key, cell(entry.built_in), entry.controller.empty() ? "-" : cell(entry.controller.front())});
    for (const auto& [name, value] : entry.regions) rows.add({"  " + name, cell(value), "-"});
  }
  std::ostringstream out;
  rows.print(out, colour);
  return out.str();
}

} // namespace periapt::cli
