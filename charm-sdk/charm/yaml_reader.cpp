#include "charm/yaml_reader.h"

#include "charm/yaml_tree.h"
#include "charm/yaml_writer.h"
#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::charm {

YamlType YamlNode::type() const { return data_->type; }
int YamlNode::line() const { return data_->line; }
int YamlNode::column() const { return data_->column; }
const std::string& YamlNode::text() const { return data_->text; }
const YamlNode::Items& YamlNode::items() const { return data_->items; }
const YamlNode::Entries& YamlNode::entries() const { return data_->entries; }

bool YamlNode::is_merge_key() const { return data_->merge_key; }

YamlValue YamlNode::value() const {
  switch (type()) {
  case YamlType::null: return {};
  case YamlType::boolean: return *scalar_bool(text());
  case YamlType::integer: return *scalar_int(text());
  case YamlType::real: return *scalar_real(text());
  case YamlType::string: return text();
  case YamlType::sequence: break;
  case YamlType::mapping: {
    YamlMap map;
    for (const auto& [key, item] : entries()) map.emplace_back(key.text(), item.value());
    return map;
  }
  }
  YamlList list;
  for (const auto& item : items()) list.push_back(item.value());
  return list;
}

std::string YamlNode::description() const {
  switch (type()) {
  case YamlType::null: return "nothing";
  case YamlType::boolean: return fmt::format("bool({})", *scalar_bool(text()));
  case YamlType::integer: return fmt::format("int({})", *scalar_int(text()));
  case YamlType::real: return fmt::format("float64({})", yaml_number(*scalar_real(text())));
  case YamlType::string: return fmt::format("string(\"{}\")", text().substr(0, 100));
  case YamlType::sequence: return "list";
  case YamlType::mapping: break;
  }
  return "map";
}

YamlReader::YamlReader(std::string document, YamlNode node)
    : document_(std::move(document)), node_(std::move(node)) {}

YamlReader::YamlReader(std::string document, std::string path, YamlNode node)
    : document_(std::move(document)), path_(std::move(path)), node_(std::move(node)) {}

YamlReader YamlReader::child(std::string_view key, const YamlNode& node) const {
  return {document_, path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key), node};
}

void YamlReader::fail(const std::string& reason) const {
  const auto place = fmt::format("(line {}, column {})", node_.line(), node_.column());
  if (path_.empty()) throw make_error(ErrorKind::invalid, "{}: {} {}", document_, reason, place);
  throw make_error(ErrorKind::invalid, "{}: {}: {} {}", document_, path_, reason, place);
}

void YamlReader::expect(YamlType type, const char* name) const {
  if (node_.type() != type) fail(fmt::format("expected {}, got {}", name, node_.description()));
}

std::string YamlReader::as_string() const {
  expect(YamlType::string, "string");
  return node_.text();
}

bool YamlReader::as_bool() const {
  if (node_.type() == YamlType::boolean) return *scalar_bool(node_.text());
  if (node_.type() == YamlType::string)
    if (const auto value = boolean_word(node_.text())) return *value;
  fail(fmt::format("expected bool, got {}", node_.description()));
}

std::int64_t YamlReader::as_int() const {
  expect(YamlType::integer, "int");
  return *scalar_int(node_.text());
}

std::vector<std::string> YamlReader::as_strings() const {
  std::vector<std::string> strings;
  for (const auto& item : as_list()) strings.push_back(item.as_string());
  return strings;
}

std::vector<YamlReader> YamlReader::as_list() const {
  expect(YamlType::sequence, "list");
  std::vector<YamlReader> list;
  for (std::size_t i = 0; i < node_.items().size(); ++i)
    list.push_back(YamlReader(document_, fmt::format("{}[{}]", path_, i), node_.items()[i]));
  return list;
}

std::vector<std::pair<std::string, YamlReader>> YamlReader::as_map() const {
  expect(YamlType::mapping, "map");
  std::vector<std::pair<std::string, YamlReader>> map;
  for (const auto& [key, item] : node_.entries()) {
    if (key.type() == YamlType::sequence || key.type() == YamlType::mapping || key.is_null())
      child("?", key).fail(fmt::format("expected string, got {}", key.description()));
    map.emplace_back(key.text(), child(key.text(), item));
  }
  return map;
}

bool YamlReader::has(std::string_view key) const {
  expect(YamlType::mapping, "map");
  const auto& entries = node_.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first.text() == key; });
}

std::optional<YamlReader> YamlReader::find(std::string_view key) const {
  expect(YamlType::mapping, "map");
  for (const auto& [name, item] : node_.entries())
    if (name.text() == key && !item.is_null()) return child(key, item);
  return std::nullopt;
}

YamlReader YamlReader::at(std::string_view key) const {
  if (auto found = find(key)) return *found;
  auto nothing = std::make_shared<YamlNode::Data>();
  nothing->line = node_.line();
  nothing->column = node_.column();
  return child(key, YamlNode(std::move(nothing)));
}

std::map<std::string, std::string> read_string_map(std::string_view text) {
  const auto root = parse_yaml(text, {.bytes = std::size_t{16} << 20});
  std::map<std::string, std::string> map;
  if (root.is_null()) return map;
  const auto refuse = [](const YamlNode& node, std::string_view wanted) {
    static constexpr std::string_view tags[] = {"null", "bool", "int", "float", "str", "seq", "map"};
    const auto tag = tags[static_cast<std::size_t>(node.type())];
    const auto shown = node.text().empty() ? "" : fmt::format(" `{}`", node.text().substr(0, 100));
    throw make_error(ErrorKind::invalid, "yaml: unmarshal errors:\n  line {}: cannot unmarshal !!{}{} into {}",
                     node.line(), tag, shown, wanted);
  };
  const auto is_scalar = [](const YamlNode& node) {
    return node.type() != YamlType::sequence && node.type() != YamlType::mapping;
  };
  if (root.type() != YamlType::mapping) refuse(root, "map[string]string");
  for (const auto& [key, value] : root.entries()) {
    if (!is_scalar(key)) refuse(key, "string");
    if (!is_scalar(value)) refuse(value, "string");
    map.insert_or_assign(key.text(), value.text());
  }
  return map;
}

} // namespace periapt::charm
