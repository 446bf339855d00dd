#include "layers/layer.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;
using charm::YamlReader;
using charm::YamlType;

/// A list of texts, or a single one.
std::vector<std::string> texts_of(const YamlReader& root, const char* key) {
  const auto value = root.find(key);
  if (!value) return {};
  return value->node().type() == YamlType::string ? std::vector{value->as_string()} : value->as_strings();
}

/// Patterns after those that always hold. The mapping form stands in built charms and tells what was done there.
IgnoreList patterns_of(const YamlReader& root, const char* key) {
  auto lines = always_ignored();
  const auto value = root.find(key);
  if (value && value->node().type() != YamlType::mapping)
    for (auto& line : texts_of(root, key)) lines.push_back(std::move(line));
  return IgnoreList(lines);
}

std::map<std::string, std::vector<std::string>> deletes_of(const YamlReader& root) {
  std::map<std::string, std::vector<std::string>> deletes;
  for (const char* section : {"metadata", "config", "actions", "dist", "resources"})
    if (const auto edits = root.find(section); edits && edits->node().type() == YamlType::mapping)
      if (auto paths = texts_of(*edits, "deletes"); !paths.empty()) deletes.emplace(section, std::move(paths));
  return deletes;
}

YamlReader reader_of(const fs::path& file, const std::string& document) {
  const YamlReader root(document, charm::parse_yaml(read_file(file)));
  if (!root.node().is_null() && root.node().type() != YamlType::mapping)
    root.fail("expected map, got " + root.node().description());
  return root;
}

fs::path file_of(const fs::path& folder) {
  return exists(folder / "layer.yaml") ? folder / "layer.yaml" : folder / "composer.yaml";
}

} // namespace

charm::YamlMap read_mapping(const fs::path& file, const std::string& document) {
  const auto root = reader_of(file, document);
  return root.node().is_null() ? charm::YamlMap() : std::get<charm::YamlMap>(root.node().value().data);
}

Layer read_layer(LayerPlace place) {
  Layer layer{std::move(place)};
  layer.ignores = layer.excludes = IgnoreList(always_ignored());
  const auto file = file_of(layer.folder);
  if (!exists(file)) return layer;
  layer.has_file = true;
  const auto root = reader_of(file, fmt::format("layer \"{}\": {}", layer.name, file.filename().string()));
  if (root.node().is_null()) return layer;
  layer.includes = texts_of(root, "includes");
  layer.tactics = texts_of(root, "tactics");
  layer.ignores = patterns_of(root, "ignore");
  layer.excludes = patterns_of(root, "exclude");
  layer.deletes = deletes_of(root);
  layer.content = std::get<charm::YamlMap>(root.node().value().data);
  return layer;
}

InterfaceLayer read_interface(LayerPlace place) {
  InterfaceLayer interface{std::move(place)};
  auto lines = always_ignored();
  if (const auto file = interface.folder / "interface.yaml"; exists(file)) {
    const auto root = reader_of(file, fmt::format("interface \"{}\": interface.yaml", interface.name));
    if (!root.node().is_null()) {
      if (const auto name = root.find("name")) interface.name = name->as_string();
      for (const char* key : {"ignore", "exclude"})
        for (auto& line : texts_of(root, key)) lines.push_back(std::move(line));
    }
  }
  interface.leaves_out = IgnoreList(lines);
  return interface;
}

} // namespace periapt::layers
