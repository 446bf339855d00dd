#include "layers/build_manifest.h"

#include "base/file.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "core/error.h"
#include "layers/plan.h"

#include <algorithm>

namespace periapt::layers {
namespace {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

/// Links are not signed: what they lead to is.
bool is_signed(const OutputFile& file) { return file.type == OutputFile::Type::file; }

YamlList list_of(const std::vector<LayerPlace>& layers) {
  YamlList list;
  for (const auto& layer : layers)
    list.push_back(YamlMap{{"rev", layer.revision.empty() ? YamlValue() : YamlValue(layer.revision)}, {"url", layer.url}});
  return list;
}

std::string text_at(const YamlList& list, std::size_t index) {
  const auto* text = index < list.size() ? std::get_if<std::string>(&list[index].data) : nullptr;
  if (!text) throw make_error(ErrorKind::invalid, "{} is no manifest of a built charm", manifest_name);
  return *text;
}

} // namespace

std::string write_manifest(const OutputTree& files, const std::vector<LayerPlace>& layers,
                           const std::filesystem::path& folder) {
  YamlMap signatures{{manifest_name, YamlList{"build", "dynamic", "unchecked"}}};
  for (const auto& [path, file] : files)
    if (is_signed(file))
      signatures.emplace_back(
          path, YamlList{file.layer, file.dynamic ? "dynamic" : "static", sha256_of_file(folder / path)});
  std::sort(signatures.begin(), signatures.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return charm::write_json(YamlMap{{"layers", list_of(layers)}, {"signatures", std::move(signatures)}}) + "\n";
}

Signatures read_manifest(std::string_view text) {
  const auto root = charm::parse_json(text);
  const auto* entries = charm::find_key(root, "signatures");
  const auto* map = entries ? std::get_if<YamlMap>(&entries->data) : nullptr;
  if (!map) throw make_error(ErrorKind::invalid, "{} is no manifest of a built charm", manifest_name);
  Signatures signatures;
  for (const auto& [path, entry] : *map) {
    const auto* parts = std::get_if<YamlList>(&entry.data);
    if (!parts) throw make_error(ErrorKind::invalid, "{} is no manifest of a built charm", manifest_name);
    signatures[path] = {text_at(*parts, 0), text_at(*parts, 1), text_at(*parts, 2)};
  }
  return signatures;
}

std::vector<std::string> changes_since(const Signatures& signatures, const std::filesystem::path& folder) {
  std::vector<std::string> changes;
  for (const auto& path : list_files(folder, IgnoreList()))
    if (!is_symlink(folder / path) && !signatures.contains(path)) changes.push_back("added " + path);
  for (const auto& [path, signature] : signatures) {
    if (signature.layer == "build") continue;
    const auto file = folder / path;
    if (!is_regular_file(file)) changes.push_back("removed " + path);
    else if (sha256_of_file(file) != signature.sha256) changes.push_back("changed " + path);
  }
  return changes;
}

} // namespace periapt::layers
