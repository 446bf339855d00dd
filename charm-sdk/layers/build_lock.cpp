#include "layers/build_lock.h"

#include "base/file.h"
#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

namespace periapt::layers {
namespace {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlReader;
using charm::YamlValue;

std::string text_of(const YamlReader& item, const char* key) {
  const auto value = item.find(key);
  return value && !value->node().is_null() ? value->as_string() : "";
}

YamlValue text_or_null(const std::string& text) { return text.empty() ? YamlValue() : YamlValue(text); }

void add_layer(BuildLock& lock, const YamlReader& item, bool follow_branches) {
  const auto url = text_of(item, "url"), branch = text_of(item, "branch"), commit = text_of(item, "commit");
  if (url.empty()) return; // it was on the machine
  lock.layers[item.at("item").as_string()] = {url, follow_branches && !branch.empty() ? branch : commit, text_of(item, "subdir")};
}

void add_package(BuildLock& lock, const YamlReader& item) {
  const auto package = item.at("package").as_string(), version = item.at("version").as_string();
  const auto url = text_of(item, "url");
  lock.requirements += url.empty() ? fmt::format("{}=={}\n", package, version)
                                   : fmt::format("{}@{}#egg={}\n", url, version, package);
}

YamlMap locked_layer(const LayerPlace& layer) {
  YamlMap item{{"type", "layer"},
               {"item", layer.url},
               {"url", text_or_null(layer.repository.url)},
               {"vcs", layer.repository.url.empty() ? YamlValue() : YamlValue("git")},
               {"branch", text_or_null(layer.repository.revision)},
               {"commit", text_or_null(layer.revision)}};
  if (!layer.repository.subfolder.empty()) item.emplace_back("subdir", layer.repository.subfolder);
  return item;
}

/// Package and version of "charms.reactive-1.5.0.tar.gz" or "six-1.16.0-py2.py3-none-any.whl".
YamlMap locked_package(std::string file) {
  for (const char* ending : {".tar.gz", ".tar.bz2", ".zip"})
    if (file.ends_with(ending)) file.resize(file.size() - std::string_view(ending).size());
  const bool is_wheel = file.ends_with(".whl");
  const auto dash = is_wheel ? file.find('-') : file.rfind('-');
  if (dash == std::string::npos) return {};
  auto version = file.substr(dash + 1);
  if (is_wheel) version.resize(std::min(version.find('-'), version.size()));
  return {{"type", "python_module"}, {"package", file.substr(0, dash)}, {"vcs", YamlValue()}, {"version", version}};
}

} // namespace

BuildLock read_lock(const std::filesystem::path& charm, bool follow_branches) {
  const auto text = read_file_if_exists(charm / lock_name);
  if (!text) return {};
  BuildLock lock;
  const YamlReader root(lock_name, charm::parse_yaml(*text));
  for (const auto& item : root.at("locks").as_list()) {
    const auto type = item.at("type").as_string();
    if (type == "layer") add_layer(lock, item, follow_branches);
    else if (type == "python_module") add_package(lock, item);
    else item.fail(fmt::format("\"{}\" is neither layer nor python_module", type));
  }
  return lock;
}

std::string write_lock(const std::vector<LayerPlace>& layers, const std::vector<std::string>& archives) {
  YamlList locks;
  for (const auto& layer : layers) locks.push_back(locked_layer(layer));
  for (const auto& archive : archives)
    if (auto item = locked_package(archive); !item.empty()) locks.push_back(std::move(item));
  return charm::write_json(YamlMap{{"locks", std::move(locks)}}) + "\n";
}

} // namespace periapt::layers
