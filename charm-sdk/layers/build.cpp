#include "layers/build.h"

#include "base/file.h"
#include "base/random.h"
#include "charm/charm_tree.h"
#include "core/error.h"
#include "layers/build_lock.h"
#include "layers/build_manifest.h"
#include "layers/layer_stack.h"
#include "layers/tactics.h"
#include "layers/yaml_merge.h"

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file_bytes = std::size_t{1} << 30; // as large as an archive may hold

/// A folder that is gone with the object; so is the one it lies in, if that was made for it and nothing else is there.
class StagingFolder {
public:
  explicit StagingFolder(const fs::path& beside) : path_(beside), made_around_(!exists(beside.parent_path())) {
    path_ += fmt::format(".building-{}", random_hex(6));
    make_folders(path_);
  }
  StagingFolder(const StagingFolder&) = delete;
  ~StagingFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    if (made_around_) fs::remove(path_.parent_path(), ignored); // only where it is empty
  }
  const fs::path& path() const { return path_; }

private:
  fs::path path_;
  bool made_around_;
};

std::string name_of_charm(const BuildRequest& request) {
  if (!request.name.empty()) return request.name;
  if (const auto file = request.source / "metadata.yaml"; exists(file)) {
    auto metadata = read_mapping(file, file.string());
    if (const auto* name = find_member(metadata, "name"))
      if (const auto* text = std::get_if<std::string>(&name->data); text && !text->empty()) return *text;
  }
  return request.source.filename().string();
}

void check_places(const fs::path& source, const fs::path& target, const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
    throw make_error(ErrorKind::invalid, "\"{}\" cannot be the name of a charm", name);
  const auto relative = weakly_canonical(target).lexically_relative(weakly_canonical(source)).string();
  if (relative == "." || !relative.starts_with(".."))
    throw make_error(ErrorKind::invalid, "cannot build \"{}\" into its own source folder: choose another with --output-dir",
                     name);
}

void write_file(charm::CharmTree& tree, const std::string& path, const OutputFile& file) {
  switch (file.type) {
  case OutputFile::Type::folder: return tree.make_folder(path);
  case OutputFile::Type::link: return tree.make_link(path, file.target);
  case OutputFile::Type::file:
    tree.make_file(path, file.mode, [&](int fd) { write_all(fd, file.text ? *file.text : read_file(file.source, largest_file_bytes)); });
  }
}

void write_tree(const OutputTree& files, const fs::path& folder) {
  charm::CharmTree tree(folder);
  for (const auto& [path, file] : files) {
    if (const auto parent = fs::path(path).parent_path(); !parent.empty()) tree.make_folder(parent.string());
    write_file(tree, path, file);
  }
}

/// What an earlier build left; empty where there was none.
Signatures earlier_build(const fs::path& target, bool force) {
  if (!exists(target)) return {};
  const auto manifest = read_file_if_exists(target / manifest_name);
  if (!manifest) {
    if (force || fs::is_empty(target)) return {};
    throw make_error(ErrorKind::already_exists,
                     "\"{}\" is there and was not built from layers: move it away, or build over it with --force",
                     target.string());
  }
  auto signatures = read_manifest(*manifest);
  const auto changes = changes_since(signatures, target);
  if (!force && !changes.empty())
    throw make_error(ErrorKind::conflict,
                     "\"{}\" was changed since it was built ({}{}): take the change into a layer, or build over it "
                     "with --force",
                     target.string(), changes.front(),
                     changes.size() > 1 ? fmt::format(" and {} more", changes.size() - 1) : "");
  return signatures;
}

/// The new charm takes the place; what the earlier build made and this one does not goes.
void put_in_place(const fs::path& built, const fs::path& target, const OutputTree& files, const Signatures& earlier) {
  if (!exists(target)) return fs::rename(built, target);
  charm::CharmTree tree(target);
  for (const auto& [path, signature] : earlier)
    if (!files.contains(path) && path != manifest_name) {
      tree.remove(path);
      for (auto folder = fs::path(path).parent_path(); !folder.empty(); folder = folder.parent_path())
        if (!files.contains(folder.string())) tree.remove_if_empty(folder.string());
    }
  write_tree(files, target);
}

/// Getting a Python package runs what is in it.
void refuse_programs(const std::string& name, const BuildRequest& request, const Composition& charm, const LayerStack& stack) {
  if (has_tactics(stack))
    throw make_error(ErrorKind::denied,
                     "cannot build charm \"{}\" out of its repository: its layers bring merge tactics, programs of its choice: "
                     "get the repository, and build it with \"charm build\"",
                     name);
  const bool wants_wheelhouse = request.wheelhouse != WheelhouseKind::none && !charm.requirements.empty();
  if (wants_wheelhouse || !charm.python_packages.empty())
    throw make_error(ErrorKind::denied,
                     "cannot build charm \"{}\" out of its repository: it asks for Python packages, and getting them would "
                     "run programs of its choice here: get the repository, and build it with \"charm build\"",
                     name);
}

std::vector<std::string> wheelhouse_of(const Composition& charm) {
  static const std::string folder = "wheelhouse/";
  std::vector<std::string> archives;
  for (auto file = charm.files.lower_bound(folder); file != charm.files.end() && file->first.starts_with(folder); ++file)
    archives.push_back(file->first.substr(folder.size()));
  return archives;
}

} // namespace

BuiltCharm build_charm(const BuildRequest& request, LayerOrigin& origin) {
  const auto source = fs::weakly_canonical(request.source);
  if (!is_directory(source))
    throw make_error(ErrorKind::not_found, "cannot build \"{}\": there is no such folder", request.source.string());
  const auto name = name_of_charm(request);
  const auto target = request.output / name;
  check_places(source, target, name);
  const auto earlier = earlier_build(target, request.force);

  const auto lock = request.write_lock || request.ignore_lock ? BuildLock() : read_lock(source, request.follow_branches);
  const LayerSearch search(request.folders, source, origin, request.stranger, lock.layers);
  const auto stack = resolve_layers({name, name, source, origin.revision(source)}, search);
  auto charm = compose(stack, name, {lock.requirements, request.overrides});
  if (!charm.files.contains("version") && !request.version.empty())
    charm.files["version"] = {.text = request.version, .layer = name, .dynamic = true};

  if (!request.stranger.empty()) refuse_programs(name, request, charm, stack);
  const StagingFolder staging(target);
  const auto downloads = staging.path() / "downloads", built = staging.path() / "charm";
  make_folders(downloads);
  if (has_tactics(stack)) apply_tactics(charm, stack, name, staging.path() / "tactics", request.tactics_limit);
  add_wheelhouse_files(charm, request.wheelhouse, downloads);
  add_installed_packages(charm, downloads);
  write_tree(charm.files, built);
  charm.files[manifest_name] = {.text = write_manifest(charm.files, charm.layers, built), .layer = "build"};
  write_tree({{manifest_name, charm.files.at(manifest_name)}}, built);
  put_in_place(built, target, charm.files, earlier);
  if (request.write_lock) write_file_atomically(source / lock_name, write_lock(charm.layers, wheelhouse_of(charm)));
  return {target, charm.layers, charm.files.size(), charm.warnings, charm.advice};
}

bool is_layered_source(const fs::path& folder) {
  if (!exists(folder / "layer.yaml") || exists(folder / manifest_name)) return false;
  auto content = read_mapping(folder / "layer.yaml", (folder / "layer.yaml").string());
  return find_member(content, "includes") && !find_member(content, "is");
}

} // namespace periapt::layers
