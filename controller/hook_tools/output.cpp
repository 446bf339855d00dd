#include "hook_tools/output.h"

#include "charm/yaml_writer.h"
#include "core/error.h"
#include "hook_tools/json_writer.h"
#include "hook_tools/text.h"

#include <algorithm>

namespace periapt::hook_tools {
namespace {

bool is_string(const YamlValue& value) { return std::holds_alternative<std::string>(value.data); }

std::string line(const std::string& text) { return text.empty() ? "" : text + "\n"; }

std::string smart_list(const YamlList& list) {
  std::string joined;
  for (const auto& item : list) joined += (&item == &list.front() ? "" : "\n") + std::get<std::string>(item.data);
  return line(joined);
}

std::string format_smart(const YamlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return line(*text);
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "True\n" : "False\n";
  if (const auto* list = std::get_if<YamlList>(&value.data))
    if (std::all_of(list->begin(), list->end(), is_string)) return smart_list(*list);
  return charm::write_yaml(value);
}

Format parse_format(const std::string& text, OutputFlags::Choice choice) {
  if (text == "smart" && choice == OutputFlags::Choice::smart_yaml_json) return Format::smart;
  if (text == "yaml") return Format::yaml;
  if (text == "json") return Format::json;
  throw make_error(ErrorKind::invalid, "unknown format {}", go_quoted(text));
}

} // namespace

std::string format_value(YamlValue value, Format format, KeyOrder order) {
  if (format == Format::json) return write_json(std::move(value), order) + "\n";
  if (order == KeyOrder::sorted) charm::sort_keys(value);
  return format == Format::smart ? format_smart(value) : charm::write_yaml(value);
}

OutputFlags::OutputFlags(FlagSet& flags, Choice choice)
    : format_(choice == Choice::smart_yaml_json ? Format::smart : Format::yaml) {
  const bool smart = choice == Choice::smart_yaml_json;
  flags.value({"format"}, smart ? "smart" : "yaml",
              smart ? "Specify output format (json|smart|yaml)" : "Specify output format (json|yaml)",
              [this, choice](const std::string& text) { format_ = parse_format(text, choice); });
  flags.text({"o", "output"}, "Specify an output file", file_);
}

void OutputFlags::print(const YamlValue& value, ToolResult& result, KeyOrder order) const {
  result.out = format_value(value, format_, order);
  if (!file_.empty()) result.output_file = file_;
}

YamlValue string_map(const std::map<std::string, std::string>& map) { return YamlMap(map.begin(), map.end()); }

YamlValue string_list(const std::vector<std::string>& list) { return YamlList(list.begin(), list.end()); }

YamlValue find_or_null(const std::map<std::string, std::string>& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? YamlValue() : YamlValue(found->second);
}

} // namespace periapt::hook_tools
