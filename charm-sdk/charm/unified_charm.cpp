#include "charm/unified_charm.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "core/error.h"

#include <algorithm>
#include <array>

namespace periapt::charm {
namespace {

constexpr const char* dispatch_script = R"(#!/bin/sh
JUJU_DISPATCH_PATH="${JUJU_DISPATCH_PATH:-$0}" PYTHONPATH=lib:venv exec ./src/charm.py
)";

constexpr std::array<std::string_view, 18> runtime_keys{
    "name",     "summary", "description", "assumes", "charm-user", "containers", "devices",     "extra-bindings", "provides",
    "requires", "peers",   "resources",   "storage", "subordinate", "terms",     "series",      "payloads",       "deployment"};

YamlMap metadata_of(const YamlReader& root) {
  YamlMap metadata;
  for (const auto key : runtime_keys)
    if (const auto value = root.find(key)) metadata.emplace_back(key, value->node().value());
  if (const auto title = root.find("title")) metadata.emplace_back("display-name", title->node().value());
  if (const auto links = root.find("links")) {
    static constexpr std::array<std::pair<const char*, const char*>, 5> names{{{"contact", "maintainers"},
                                                                               {"documentation", "docs"},
                                                                               {"issues", "issues"},
                                                                               {"source", "source"},
                                                                               {"website", "website"}}};
    for (const auto& [from, to] : names)
      if (const auto value = links->find(from)) {
        auto content = value->node().value();
        if (std::string_view(from) == "contact" && value->node().type() != YamlType::sequence)
          content = YamlList{content};
        metadata.emplace_back(to, std::move(content));
      }
  }
  return metadata;
}

YamlValue base_entry(std::string_view base, YamlList architectures) {
  const auto parsed = Base::parse(base);
  YamlMap entry{{"name", parsed.name}, {"channel", parsed.track}};
  if (!architectures.empty()) entry.emplace_back("architectures", std::move(architectures));
  return entry;
}

/// The architectures a platform is for: its `build-for`, else its own name.
YamlList architectures_of(const std::string& name, const YamlReader& body) {
  if (body.node().is_null()) return {name};
  const auto targets = body.find("build-for");
  if (!targets) return {name};
  if (targets->node().type() == YamlType::string) return {targets->as_string()};
  YamlList list;
  for (const auto& target : targets->as_strings()) list.emplace_back(target);
  return list;
}

YamlList bases_of_platforms(const YamlReader& root, const YamlReader& platforms) {
  YamlList bases;
  if (const auto base = root.find("base")) {
    YamlList architectures;
    for (const auto& [name, body] : platforms.as_map())
      for (auto& architecture : architectures_of(name, body))
        if (std::find(architectures.begin(), architectures.end(), architecture) == architectures.end())
          architectures.push_back(std::move(architecture));
    bases.push_back(base_entry(base->as_string(), std::move(architectures)));
    return bases;
  }
  for (const auto& [name, body] : platforms.as_map()) // "ubuntu@22.04:amd64"
    if (const auto colon = name.find(':'); colon != std::string::npos)
      bases.push_back(base_entry(name.substr(0, colon), {name.substr(colon + 1)}));
  return bases;
}

YamlList legacy_bases(const YamlReader& list) {
  YamlList bases;
  for (const auto& item : list.as_list()) {
    if (const auto targets = item.find("run-on")) {
      for (const auto& target : targets->as_list()) bases.push_back(target.node().value());
    } else if (!item.has("build-on")) {
      bases.push_back(item.node().value());
    } else {
      for (const auto& target : item.at("build-on").as_list()) bases.push_back(target.node().value());
    }
  }
  return bases;
}

YamlList bases_of(const YamlReader& root) {
  if (const auto platforms = root.find("platforms")) return bases_of_platforms(root, *platforms);
  if (const auto bases = root.find("bases")) return legacy_bases(*bases);
  return {};
}

void split_part(const YamlReader& root, const std::filesystem::path& folder, const char* key, CharmFiles& files) {
  const auto part = root.find(key);
  if (!part) return;
  const auto name = std::string(key) + ".yaml";
  if (exists(folder / name))
    throw make_error(ErrorKind::invalid, "\"{}\" is in charmcraft.yaml and in {}: keep one of them", key, name);
  files[name] = write_yaml(part->node().value());
}

} // namespace

CharmFiles generated_files(const std::filesystem::path& folder) {
  CharmFiles files;
  const auto source = folder / "charmcraft.yaml";
  if (!is_regular_file(source)) return files;
  const YamlReader root("charmcraft", parse_yaml(read_file(source, YamlLimits{}.bytes)));
  if (root.node().is_null()) return files;
  if (!exists(folder / "metadata.yaml") && root.has("name")) {
    files["metadata.yaml"] = write_yaml(metadata_of(root));
    split_part(root, folder, "config", files);
    split_part(root, folder, "actions", files);
  }
  if (!exists(folder / "manifest.yaml"))
    if (auto bases = bases_of(root); !bases.empty())
      files["manifest.yaml"] = write_yaml(YamlMap{{"bases", std::move(bases)}});
  if (exists(folder / "src/charm.py") && !exists(folder / "dispatch") && !exists(folder / "hooks"))
    files["dispatch"] = dispatch_script;
  return files;
}

CharmFiles read_source_tree(const std::filesystem::path& folder) {
  if (!exists(folder)) throw make_error(ErrorKind::not_found, "no charm was found at \"{}\"", folder.string());
  if (!is_directory(folder)) throw make_error(ErrorKind::invalid, "\"{}\" is not a charm folder", folder.string());
  CharmFiles files = generated_files(folder);
  for (const auto& name : recognised_files())
    if (is_regular_file(folder / name)) files[name] = read_file(folder / name, YamlLimits{}.bytes);
  for (const auto& path : contract_files(folder)) files[path] = read_file(folder / path, YamlLimits{}.bytes);
  if (!files.contains("metadata.yaml"))
    throw make_error(ErrorKind::invalid, "\"{}\" is not a charm folder: it has no metadata.yaml", folder.string());
  return files;
}

} // namespace periapt::charm
