#include "charm/bundle_merge.h"

#include "base/file.h"
#include "charm/base64.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::charm {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_include = 5 << 20;

YamlValue* find_mutable(YamlMap& map, const std::string& key) { return const_cast<YamlValue*>(find_in(map, key)); }

void set_in(YamlMap& map, const std::string& key, YamlValue value) {
  if (auto* old = find_mutable(map, key)) *old = std::move(value);
  else map.emplace_back(key, std::move(value));
}

void drop_from(YamlMap& map, const std::string& key) {
  std::erase_if(map, [&](const auto& field) { return field.first == key; });
}

std::string included(const std::string& application, const fs::path& path, bool encoded) {
  const auto text = read_file_if_exists(path);
  if (!text)
    throw make_error(ErrorKind::invalid, "cannot deploy bundle: processing options for application \"{}\": cannot read \"{}\"",
                     application, path.string());
  if (text->size() > largest_include)
    throw make_error(ErrorKind::invalid, "cannot deploy bundle: included file \"{}\" is larger than 5 MiB", path.string());
  return encoded ? base64_encode(*text) : *text;
}

void read_includes(const std::string& application, YamlMap& values, const fs::path& folder) {
  constexpr std::string_view plain = "include-file://", encoded = "include-base64://";
  for (auto& [key, value] : values) {
    auto* text = std::get_if<std::string>(&value.data);
    if (text && text->starts_with(plain)) *text = included(application, folder / text->substr(plain.size()), false);
    else if (text && text->starts_with(encoded)) *text = included(application, folder / text->substr(encoded.size()), true);
  }
}

/// What is said relative to the file, said independently of it.
void anchor(const std::string& name, YamlMap& application, const fs::path& folder) {
  if (find_in(application, "charm")) set_in(application, "charm-folder", folder.string());
  for (const char* key : {"options", "annotations"})
    if (auto* value = find_mutable(application, key))
      if (auto* map = std::get_if<YamlMap>(&value->data)) read_includes(name, *map, folder);
  if (auto* resources = find_mutable(application, "resources"))
    if (auto* map = std::get_if<YamlMap>(&resources->data))
      for (auto& [resource, value] : *map)
        if (auto* path = std::get_if<std::string>(&value.data); path && (path->starts_with('.') || path->starts_with('/')))
          *path = (folder / *path).lexically_normal().string();
}

void anchor_all(YamlMap& document, const fs::path& folder) {
  auto* applications = find_mutable(document, "applications");
  if (!applications) return;
  if (auto* map = std::get_if<YamlMap>(&applications->data))
    for (auto& [name, body] : *map)
      if (auto* fields = std::get_if<YamlMap>(&body.data)) anchor(name, *fields, folder);
}

/// Overlay-only fields have no place in a base.
void require_base(const YamlMap& document) {
  const auto* applications = map_in(document, "applications");
  if (!applications) return;
  for (const auto& [name, body] : *applications) {
    const auto* fields = std::get_if<YamlMap>(&body.data);
    if (!fields) throw make_error(ErrorKind::invalid, "base application \"{}\" has no body", name);
    for (const char* key : {"offers", "exposed-endpoints"})
      if (find_in(*fields, key))
        throw make_error(ErrorKind::invalid, "bundle validation failed: applications.{}.{} can only appear in an overlay section",
                         name, key);
  }
}

void drop_relations_of(YamlMap& bundle, const std::string& application) {
  auto* relations = find_mutable(bundle, "relations");
  auto* list = relations ? std::get_if<YamlList>(&relations->data) : nullptr;
  if (!list) return;
  const auto names_it = [&](const YamlValue& end) {
    const auto* text = std::get_if<std::string>(&end.data);
    return text && text->substr(0, text->find(':')) == application;
  };
  std::erase_if(*list, [&](const YamlValue& relation) {
    const auto* ends = std::get_if<YamlList>(&relation.data);
    return ends && std::any_of(ends->begin(), ends->end(), names_it);
  });
}

/// Scalars and lists replace, maps merge by key.
void merge_fields(YamlMap& fields, const YamlMap& overlay) {
  for (const auto& [key, value] : overlay) {
    auto* old = find_mutable(fields, key);
    auto* old_map = old ? std::get_if<YamlMap>(&old->data) : nullptr;
    const auto* new_map = std::get_if<YamlMap>(&value.data);
    if (!old_map || !new_map) set_in(fields, key, value);
    else
      for (const auto& [inner, inner_value] : *new_map) set_in(*old_map, inner, inner_value);
  }
}

void merge_named(YamlMap& bundle, const char* key, const YamlMap& overlay) {
  if (!map_in(bundle, key)) set_in(bundle, key, YamlMap{});
  auto& known = std::get<YamlMap>(find_mutable(bundle, key)->data);
  for (const auto& [name, body] : overlay) {
    const auto* fields = std::get_if<YamlMap>(&body.data);
    auto* old = find_mutable(known, name);
    auto* old_fields = old ? std::get_if<YamlMap>(&old->data) : nullptr;
    if (body.is_null()) {
      drop_from(known, name);
      drop_relations_of(bundle, name);
    } else if (old_fields && fields) {
      merge_fields(*old_fields, *fields);
    } else {
      set_in(known, name, body);
    }
  }
}

void append_relations(YamlMap& bundle, const YamlList& overlay) {
  if (!find_in(bundle, "relations")) set_in(bundle, "relations", YamlList{});
  auto* known = std::get_if<YamlList>(&find_mutable(bundle, "relations")->data);
  if (!known) throw Error(ErrorKind::invalid, "bundle: relations: expected a list");
  for (const auto& relation : overlay)
    if (std::find(known->begin(), known->end(), relation) == known->end()) known->push_back(relation);
}

void apply_overlay(YamlMap& bundle, const YamlMap& overlay) {
  if (find_in(overlay, "services"))
    throw Error(ErrorKind::invalid, "cannot deploy bundle: \"services\" cannot appear in an overlay, write \"applications\"");
  for (const auto& [key, value] : overlay) {
    const auto* map = std::get_if<YamlMap>(&value.data);
    const auto* list = std::get_if<YamlList>(&value.data);
    if ((key == "applications" || key == "saas") && map) merge_named(bundle, key.c_str(), *map);
    else if (key == "relations" && list) append_relations(bundle, *list);
    else set_in(bundle, key, value);
  }
}

std::vector<YamlMap> documents_of(const BundleFile& file, const char* kind) {
  std::vector<YamlMap> documents;
  for (const auto& node : parse_yaml_documents(file.text)) {
    if (node.is_null()) continue;
    auto value = node.value();
    auto* map = std::get_if<YamlMap>(&value.data);
    if (!map) throw make_error(ErrorKind::invalid, "cannot deploy bundle: the {} is not a mapping", kind);
    if (auto* old = find_mutable(*map, "services"); old && !find_in(*map, "applications") && documents.empty()) {
      set_in(*map, "applications", std::move(*old)); // the old dialect
      drop_from(*map, "services");
    }
    anchor_all(*map, file.folder);
    documents.push_back(std::move(*map));
  }
  return documents;
}

} // namespace

const YamlValue* find_in(const YamlMap& map, const std::string& key) {
  const auto found = std::find_if(map.begin(), map.end(), [&](const auto& field) { return field.first == key; });
  return found == map.end() ? nullptr : &found->second;
}

const YamlMap* map_in(const YamlMap& map, const std::string& key) {
  const auto* value = find_in(map, key);
  return value ? std::get_if<YamlMap>(&value->data) : nullptr;
}

YamlMap merged_bundle(const BundleFile& base, const std::vector<BundleFile>& overlays) {
  auto documents = documents_of(base, "bundle");
  if (documents.empty()) throw Error(ErrorKind::invalid, "cannot deploy bundle: the bundle is empty");
  auto bundle = std::move(documents.front());
  require_base(bundle);
  for (std::size_t i = 1; i < documents.size(); ++i) apply_overlay(bundle, documents[i]);
  for (const auto& file : overlays) {
    for (const auto& node : parse_yaml_documents(file.text)) {
      auto value = node.value();
      if (const auto* map = std::get_if<YamlMap>(&value.data); map && find_in(*map, "services")) apply_overlay(bundle, *map);
    }
    for (const auto& document : documents_of(file, "overlay")) apply_overlay(bundle, document);
  }
  return bundle;
}

} // namespace periapt::charm
