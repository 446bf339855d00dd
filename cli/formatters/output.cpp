#include "cli/formatters/output.h"

#include "charm/json_value.h"
#include "charm/yaml_writer.h"
#include "cli/outcome.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

/// Strings bare, lists one item a line, booleans as Python writes them, everything else as YAML.
std::string smart(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text + "\n";
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "True\n" : "False\n";
  if (const auto* items = std::get_if<List>(&value.data)) {
    std::string lines;
    for (const auto& item : *items) lines += smart(item);
    return lines;
  }
  return charm::write_yaml(value);
}

} // namespace

void check_format(const std::string& format, std::initializer_list<std::string_view> known) {
  if (std::find(known.begin(), known.end(), format) == known.end())
    throw UsageError(fmt::format("invalid value \"{0}\" for option --format: unknown format \"{0}\"", format));
}

std::string render(const Value& value, const std::string& format) {
  if (format == "json") return charm::write_json(value, charm::BadText::replace) + "\n";
  if (format == "smart") return smart(value);
  return charm::write_yaml(value);
}

} // namespace periapt::cli
