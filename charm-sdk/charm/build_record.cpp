#include "charm/build_record.h"

#include "charm/checked_archive.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

namespace periapt::charm {
namespace {

std::string recorded_text(const YamlValue* value) {
  const auto* text = value ? std::get_if<std::string>(&value->data) : nullptr;
  return text ? *text : "";
}

std::vector<BuildRecord::Layer> recorded_layers(const YamlValue& root) {
  std::vector<BuildRecord::Layer> layers;
  const auto* list = find_key(root, "layers");
  if (const auto* items = list ? std::get_if<YamlList>(&list->data) : nullptr)
    for (const auto& item : *items)
      layers.push_back({recorded_text(find_key(item, "url")), recorded_text(find_key(item, "rev"))});
  return layers;
}

/// `"path": ["layer:basic", "static", "<sha256>"]`; what the builder itself made is no layer's.
std::map<std::string, std::string> recorded_files(const YamlValue& root) {
  std::map<std::string, std::string> files;
  const auto* signatures = find_key(root, "signatures");
  if (const auto* map = signatures ? std::get_if<YamlMap>(&signatures->data) : nullptr)
    for (const auto& [path, signature] : *map)
      if (const auto* parts = std::get_if<YamlList>(&signature.data); parts && !parts->empty())
        if (auto layer = recorded_text(&parts->front()); !layer.empty() && layer != "build") files[path] = layer;
  return files;
}

} // namespace

std::optional<BuildRecord> parse_build_record(std::string_view json) {
  try {
    const auto root = parse_json(json);
    if (!find_key(root, "signatures")) return std::nullopt;
    return BuildRecord{recorded_layers(root), recorded_files(root)};
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<BuildRecord> read_build_record(const std::filesystem::path& archive) {
  CheckedArchive zip(archive);
  while (const auto entry = zip.next()) {
    if (entry->type != ZipEntry::Type::file || entry->path != ".build.manifest") continue;
    if (entry->size_bytes > YamlLimits{}.bytes) return std::nullopt;
    return parse_build_record(zip.read_text(YamlLimits{}.bytes));
  }
  return std::nullopt;
}

} // namespace periapt::charm
