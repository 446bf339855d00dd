#include "charm/charm.h"

#include "base/file.h"
#include "charm/checked_archive.h"
#include "charm/metadata.h"
#include "charm/unified_charm.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace periapt::charm {
namespace {

constexpr std::size_t longest_version = 100;
constexpr const char* hooks_folder = "hooks";
constexpr const char* dispatch_file = "dispatch";

bool is_recognised(const std::string& path) {
  const auto& names = recognised_files();
  return std::find(names.begin(), names.end(), path) != names.end() || is_contract_file(path);
}

/// What is done with the Error that a file's reader has thrown; called while it is handled.
using Refused = std::function<void(const char* file, const Error& error)>;

template <class Read>
void read_part(const CharmFiles& files, const char* name, const Refused& refused, const Read& read) {
  const auto file = files.find(name);
  if (file == files.end()) return;
  try {
    read(file->second);
  } catch (const Error& error) {
    refused(name, error);
  }
}

/// In a folder errors say which file they are about, in an archive only some do.
bool is_prefixed(std::string_view file, CharmOrigin origin) {
  if (file == "manifest.yaml" || file == "charm.yaml") return true;
  return origin == CharmOrigin::folder && file != "actions.yaml" && file != "revision" && file != "version";
}

std::int64_t read_revision(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::int64_t revision = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc() || rest.find_first_not_of(" \t\r\n") != std::string_view::npos)
    throw Error(ErrorKind::invalid, "invalid revision file");
  return revision;
}

std::string read_version(std::string_view text) {
  auto line = text.substr(0, text.find('\n'));
  static constexpr std::string_view label = "revision-id: ";
  if (line.starts_with(label)) line.remove_prefix(label.size());
  return std::string(line.substr(0, longest_version));
}

/// What the runtime does not need may be unreadable: only the layers' own tools judge layer.yaml.
std::vector<std::string> read_layers(std::string_view yaml) {
  try {
    const YamlReader root("layer", parse_yaml(yaml));
    const auto includes = root.node().is_null() ? std::nullopt : root.find("includes");
    if (!includes) return {};
    return includes->node().type() == YamlType::string ? std::vector{includes->as_string()} : includes->as_strings();
  } catch (const Error&) {
    return {};
  }
}

std::vector<Base> bases_of_series(const std::vector<std::string>& series) {
  std::vector<Base> bases;
  for (const auto& name : series)
    if (auto base = Base::from_series(name)) bases.push_back(std::move(*base));
  return bases;
}

std::vector<std::string> files_of(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  if (!is_directory(folder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (!entry.is_directory()) names.push_back(entry.path().filename().string());
  return names;
}

/// `faults_of`: what becomes of a fault within the file.
template <class FaultsOf>
Charm read_parts(const CharmFiles& files, const Refused& refused, const FaultsOf& faults_of) {
  Charm charm;
  const auto read = [&](const char* name, const auto& reader) { read_part(files, name, refused, reader); };
  read("metadata.yaml", [&](const std::string& text) { read_metadata(text, charm, faults_of("metadata.yaml")); });
  read("manifest.yaml", [&](const std::string& text) {
    charm.has_manifest = true;
    charm.bases = read_manifest(text);
    charm.has_manifest_bases = !charm.bases.empty();
  });
  read("config.yaml", [&](const std::string& text) { charm.config = parse_config_options(text, faults_of("config.yaml")); });
  read("actions.yaml", [&](const std::string& text) {
    charm.actions = read_actions(text, charm.name, faults_of("actions.yaml"));
  });
  read("charm.yaml", [&](const std::string& text) {
    charm.contract_versions = read_contract_versions(text, charm, faults_of("charm.yaml"));
  });
  for (const auto& [path, text] : files)
    if (is_contract_file(path)) charm.contracts.emplace(path, text);
  read("charm.yaml", [&](const std::string& text) {
    charm.handlers = read_handlers(text, charm, faults_of("charm.yaml"));
    for (const auto& handler : charm.handlers) charm.handled_events.push_back(handler.event);
  });
  read("layer.yaml", [&](const std::string& text) { charm.layers = read_layers(text); });
  read("lxd-profile.yaml", [&](const std::string& text) { charm.lxd_profile = text; });
  read("revision", [&](const std::string& text) { charm.revision = read_revision(text); });
  read("version", [&](const std::string& text) { charm.version = read_version(text); });
  if (!charm.has_manifest_bases) charm.bases = bases_of_series(charm.series);
  return charm;
}

} // namespace

const std::vector<std::string>& recognised_files() {
  static const std::vector<std::string> names{"metadata.yaml", "manifest.yaml",    "config.yaml", "actions.yaml",
                                              "layer.yaml",    "lxd-profile.yaml", "charm.yaml",  "charmcraft.yaml",
                                              "revision",      "version"};
  return names;
}

Charm parse_charm(const CharmFiles& files, CharmOrigin origin) {
  if (!files.contains("metadata.yaml"))
    throw Error(ErrorKind::invalid, origin == CharmOrigin::folder ? "\"metadata.yaml\" not found"
                                                                  : "archive file \"metadata.yaml\" not found");
  const Refused refused = [&](const char* name, const Error& error) {
    if (!is_prefixed(name, origin)) throw;
    throw make_error(ErrorKind::invalid, "parsing \"{}\" file: {}", name, error.what());
  };
  return read_parts(files, refused, [](const char*) { return FaultSink(); });
}

Charm read_charm(const std::filesystem::path& folder) {
  auto charm = parse_charm(read_source_tree(folder), CharmOrigin::folder);
  charm.hook_files = files_of(folder / hooks_folder);
  charm.dispatches = exists(folder / dispatch_file);
  check(charm);
  return charm;
}

Charm read_charm_noting(const std::filesystem::path& folder, std::vector<FileFault>& faults) {
  const auto sink_of = [&](const char* file) { return FaultSink(faults, file); };
  const Refused refused = [&](const char* file, const Error&) { sink_of(file).attempt(0, [] { throw; }); };
  auto charm = read_parts(read_source_tree(folder), refused, sink_of);
  charm.hook_files = files_of(folder / hooks_folder);
  if (!faults.empty()) return charm; // what is half read would be judged falsely
  faults = find_faults(charm);
  return charm;
}

Charm read_charm_archive(const std::filesystem::path& archive) {
  CharmFiles files;
  CheckedArchive zip(archive);
  std::vector<std::string> hook_files;
  bool dispatches = false;
  while (const auto entry = zip.next()) {
    if (entry->type == ZipEntry::Type::folder) continue;
    const std::filesystem::path path(entry->path);
    if (path.parent_path() == hooks_folder) hook_files.push_back(path.filename().string());
    dispatches = dispatches || path == dispatch_file;
    if (entry->type == ZipEntry::Type::file && is_recognised(entry->path))
      files.insert_or_assign(entry->path, zip.read_text(YamlLimits{}.bytes));
  }
  auto charm = parse_charm(files, CharmOrigin::archive);
  charm.hook_files = std::move(hook_files);
  charm.dispatches = dispatches;
  check(charm);
  return charm;
}

bool has_program(const Charm& charm, const std::string& event) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), event) != names.end();
  };
  return has(charm.handled_events) || has(charm.hook_files);
}

std::vector<std::string> hook_names(const Charm& charm) {
  std::vector<std::string> names{"install",         "start",           "config-changed",  "upgrade-charm",
                                 "stop",            "remove",          "leader-elected",  "leader-deposed",
                                 "update-status",   "collect-metrics", "leader-settings-changed",
                                 "meter-status-changed", "pre-series-upgrade", "post-series-upgrade",
                                 "secret-changed",  "secret-expired",  "secret-remove",   "secret-rotate"};
  const auto add = [&](const std::string& prefix, std::initializer_list<const char*> kinds) {
    for (const auto* kind : kinds) names.push_back(prefix + kind);
  };
  for (const auto& endpoint : charm.endpoints)
    add(endpoint.name + "-relation-", {"created", "joined", "changed", "departed", "broken"});
  for (const auto& storage : charm.storage) add(storage.name + "-storage-", {"attached", "detaching"});
  for (const auto& container : charm.containers)
    add(container + "-pebble-", {"ready", "custom-notice", "check-failed", "check-recovered"});
  return names;
}

} // namespace periapt::charm
