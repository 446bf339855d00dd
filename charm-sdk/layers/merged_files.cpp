#include "layers/merged_files.h"

#include "core/error.h"
#include "layers/layer_options.h"
#include "layers/yaml_merge.h"

#include <algorithm>
#include <array>

namespace periapt::layers {
namespace {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

YamlMap content_of(const std::string& path, const Contribution& giver) {
  return read_mapping(giver.source, fmt::format("layer \"{}\": {}", giver.layer->name, path));
}

void merge_next(YamlMap& merged, const YamlMap& more, const std::string& path, const Contribution& giver) {
  try {
    deep_merge(merged, more);
  } catch (const Error& error) {
    throw make_error(ErrorKind::invalid, "layers conflict: cannot merge {} of layer \"{}\" with that of the layers below: {}",
                     path, giver.layer->name, error.what());
  }
}

/// "config.yaml" -> "config"
std::string section_of(const std::string& path) { return path.substr(0, path.find('.')); }

void apply_deletes(YamlMap& merged, const std::string& section, const LayerStack& stack) {
  auto* target = &merged;
  if (section == "config") { // paths are relative to its options
    auto* options = find_member(merged, "options");
    target = options ? std::get_if<YamlMap>(&options->data) : nullptr;
    if (!target) return;
  }
  for (const auto& layer : stack.layers)
    if (const auto found = layer.deletes.find(section); found != layer.deletes.end())
      for (const auto& path : found->second) delete_path(*target, path);
}

const YamlList* list_member(const YamlMap& map, const std::string& key) {
  const auto found = std::find_if(map.begin(), map.end(), [&](const auto& entry) { return entry.first == key; });
  return found == map.end() ? nullptr : std::get_if<YamlList>(&found->second.data);
}

YamlMap ordered_metadata(YamlMap merged) {
  static constexpr std::array<const char*, 10> first{"name", "summary", "maintainer", "maintainers", "description",
                                                     "tags", "series",  "requires",   "provides",    "peers"};
  std::sort(merged.begin(), merged.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::stable_sort(merged.begin(), merged.end(), [](const auto& a, const auto& b) {
    return std::find(first.begin(), first.end(), a.first) < std::find(first.begin(), first.end(), b.first);
  });
  return merged;
}

/// What is done where it is done: the list of a layer becomes that layer's entry of a mapping.
void name_ignores(YamlMap& content, const std::string& layer) {
  auto* ignores = find_member(content, "ignore");
  if (!ignores || !std::holds_alternative<YamlList>(ignores->data)) return;
  YamlMap named;
  named.emplace_back(layer, std::move(*ignores));
  *ignores = std::move(named);
}

/// A path that was included is written as its last two parts; what has a scheme as it is.
void shorten_includes(YamlMap& merged) {
  auto* includes = find_member(merged, "includes");
  auto* list = includes ? std::get_if<YamlList>(&includes->data) : nullptr;
  if (!list) return;
  for (auto& item : *list)
    if (auto* text = std::get_if<std::string>(&item.data); text && text->find(':') == std::string::npos) {
      const std::filesystem::path path(*text);
      if (path.has_parent_path()) *text = (path.parent_path().filename() / path.filename()).string();
    }
}

/// A single include may be written without a list.
void as_list(YamlMap& content, const char* key) {
  if (auto* value = find_member(content, key); value && std::holds_alternative<std::string>(value->data))
    *value = YamlList{*value};
}

} // namespace

YamlMap merge_metadata(const PlannedFile& planned, const LayerStack& stack) {
  YamlMap merged;
  for (const auto& giver : planned.givers) {
    auto content = content_of("metadata.yaml", giver);
    YamlList series;
    if (const auto* own = list_member(content, "series")) series = *own;
    if (const auto* lower = list_member(merged, "series"); lower && !series.empty()) append_missing(series, *lower);
    for (const char* key : {"maintainer", "maintainers"}) remove_member(merged, key);
    merge_next(merged, content, "metadata.yaml", giver);
    if (!series.empty()) {
      YamlList once;
      append_missing(once, series);
      set_member(merged, "series", std::move(once));
    }
  }
  apply_deletes(merged, "metadata", stack);
  return ordered_metadata(std::move(merged));
}

YamlMap merge_yaml_file(const std::string& path, const PlannedFile& planned, const LayerStack& stack) {
  YamlMap merged;
  for (const auto& giver : planned.givers) merge_next(merged, content_of(path, giver), path, giver);
  apply_deletes(merged, section_of(path), stack);
  return merged;
}

YamlMap merge_layer_yaml(const PlannedFile& planned, const std::string& charm_name) {
  YamlMap merged;
  LayerOptions options;
  for (const auto& giver : planned.givers) {
    auto content = giver.layer->content;
    options.define(giver.layer->name, find_member(content, "defines"));
    remove_member(content, "defines");
    name_ignores(content, giver.layer->name);
    as_list(content, "includes");
    merge_next(merged, content, "layer.yaml", giver);
  }
  set_member(merged, "options", options.complete(find_member(merged, "options")));
  set_member(merged, "is", charm_name);
  shorten_includes(merged);
  return merged;
}

} // namespace periapt::layers
