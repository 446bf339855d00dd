#include "layers/layer_search.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#include <fmt/ranges.h>

#include <sstream>

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> split_folders(const std::string& text) {
  std::vector<fs::path> folders;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ':');)
    if (!part.empty()) folders.push_back(fs::absolute(part));
  return folders;
}

struct Reference {
  std::string kind; // "layer" or "interface"; empty for a path or a URL
  std::string name;
  std::string revision;
};

bool is_url(const std::string& include) { return include.find("://") != std::string::npos; }

Reference parse_reference(const std::string& include) {
  for (const char* kind : {"layer", "interface"}) {
    const auto prefix = std::string(kind) + ":";
    if (!include.starts_with(prefix)) continue;
    const auto rest = include.substr(prefix.size());
    const auto at = rest.find('@');
    return {kind, rest.substr(0, at), at == std::string::npos ? "" : rest.substr(at + 1)};
  }
  auto path = include;
  if (const auto hash = include.find('#'); is_url(include) && hash != std::string::npos) { // git+…#REF:FOLDER
    const auto colon = include.find(':', hash);
    path = colon == std::string::npos ? include.substr(0, hash) : include.substr(colon + 1);
  }
  while (path.ends_with('/')) path.pop_back();
  auto name = path.substr(path.rfind('/') + 1);
  if (name.ends_with(".git")) name.resize(name.size() - 4);
  return {"", name, ""};
}

bool lies_below(const fs::path& folder, const fs::path& top) {
  return !weakly_canonical(folder).lexically_relative(weakly_canonical(top)).string().starts_with("..");
}

std::string field(const charm::YamlReader& root, const char* key) {
  const auto value = root.find(key);
  return value ? value->as_string() : "";
}

} // namespace

SearchFolders search_folders(const std::map<std::string, std::string>& environment, const fs::path& charm) {
  const auto around = weakly_canonical(charm).parent_path();
  const auto folders = [&](const char* variable, const char* old_variable, const char* beside) {
    std::vector<fs::path> places;
    for (const char* name : {variable, old_variable, "JUJU_REPOSITORY"})
      if (const auto found = environment.find(name); found != environment.end() && !found->second.empty()) {
        places = split_folders(found->second);
        break;
      }
    places.push_back(around / beside);
    return places;
  };
  return {.layers = folders("CHARM_LAYERS_DIR", "LAYER_PATH", "layers"),
          .interfaces = folders("CHARM_INTERFACES_DIR", "INTERFACE_PATH", "interfaces")};
}

LayerSearch::LayerSearch(SearchFolders folders, fs::path charm, LayerOrigin& origin, fs::path within,
                         std::map<std::string, LayerRepository> locked)
    : folders_(std::move(folders)), charm_(std::move(charm)), origin_(origin), within_(std::move(within)),
      locked_(std::move(locked)) {}

std::string LayerSearch::name_of(const std::string& include) { return parse_reference(include).name; }

LayerPlace LayerSearch::find(const std::string& include, const LayerPlace& from) const {
  const auto name = name_of(include);
  if (name.empty() || name.starts_with('.') || name.find('/') != std::string::npos)
    throw make_error(ErrorKind::invalid, "layer \"{}\" includes \"{}\", which names no layer", from.name, include);
  if (const auto found = find_anywhere(include, from))
    return {include, name, found->folder, origin_.revision(found->folder), found->repository};
  const bool interface = is_interface(include);
  std::vector<std::string> looked;
  for (const auto& place : interface ? folders_.interfaces : folders_.layers) looked.push_back(place.string());
  throw make_error(ErrorKind::not_found,
                   "cannot find \"{}\", which layer \"{}\" includes: it is not in {}; say where such layers are with {}, or "
                   "name an index of them with LAYER_INDEX",
                   include, from.name, fmt::join(looked, ", "),
                   interface ? "CHARM_INTERFACES_DIR" : "CHARM_LAYERS_DIR");
}

std::optional<LayerSearch::Found> LayerSearch::find_anywhere(const std::string& include, const LayerPlace& from) const {
  const auto reference = parse_reference(include);
  if (const auto locked = locked_.find(include); locked != locked_.end()) return fetched(locked->second);
  if (!reference.kind.empty()) return find_named(reference.kind, reference.name, reference.revision);
  if (is_url(include)) return fetched({include, "", ""});
  const auto folder = find_folder(include, from);
  if (!folder) return std::nullopt;
  return Found{*folder};
}

std::optional<LayerSearch::Found> LayerSearch::find_named(const std::string& kind, const std::string& name,
                                                          const std::string& revision) const {
  const auto old_prefix = kind == "layer" ? std::string("juju-layer-") : std::string("juju-relation-");
  std::vector<std::string> names{name};
  if (name.starts_with(old_prefix)) names.push_back(name.substr(old_prefix.size()));
  const auto& places = kind == "layer" ? folders_.layers : folders_.interfaces;
  for (const auto& place : places)
    for (const auto& candidate : {name, kind + "-" + name})
      if (is_directory(place / candidate)) return Found{place / candidate};
  auto indexes = places;
  for (auto& index : origin_.indexes()) indexes.push_back(std::move(index));
  for (const auto& index : indexes)
    for (const auto& candidate : names)
      if (auto repository = look_up(index, kind, candidate)) {
        repository->revision = revision;
        return fetched(*repository);
      }
  return std::nullopt;
}

/// Shape: `layers/NAME.json` with id, name, repo, subdir, summary. The index may be the folder itself or beside it.
std::optional<LayerRepository> LayerSearch::look_up(const fs::path& index, const std::string& kind,
                                                    const std::string& name) const {
  for (const auto& place : {index / (kind + "s"), index}) {
    const auto text = read_file_if_exists(place / (name + ".json"));
    if (!text) continue;
    const charm::YamlReader root(fmt::format("{}.json", name), charm::parse_yaml(*text));
    const auto repository = field(root, "repo");
    if (repository.empty()) root.fail("it names no \"repo\"");
    return LayerRepository{repository, "", field(root, "subdir")};
  }
  return std::nullopt;
}

/// A path is meant from the layer that has it, or from where the charm lies.
std::optional<fs::path> LayerSearch::find_folder(const std::string& include, const LayerPlace& from) const {
  for (const auto& base : {from.folder, charm_.parent_path(), charm_.parent_path().parent_path(), fs::current_path()})
    if (is_directory(base / include) && (within_.empty() || lies_below(base / include, within_)))
      return (base / include).lexically_normal();
  return std::nullopt;
}

} // namespace periapt::layers
