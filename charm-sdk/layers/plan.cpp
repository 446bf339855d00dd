#include "layers/plan.h"

#include "charm/archive_check.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_entries = 50'000; // as many as an archive may hold

Tactic tactic_of(const std::string& path, fs::file_type type) {
  if (type == fs::file_type::directory) return Tactic::folder;
  if (type == fs::file_type::symlink) return Tactic::link;
  static const std::map<std::string, Tactic> by_name{
      {"metadata.yaml", Tactic::metadata},     {"config.yaml", Tactic::merged_yaml},
      {"actions.yaml", Tactic::merged_yaml},   {"dist.yaml", Tactic::merged_yaml},
      {"resources.yaml", Tactic::merged_yaml}, {"layer.yaml", Tactic::layer_yaml},
      {"wheelhouse.txt", Tactic::wheelhouse},  {"wheelhouse-constraints.txt", Tactic::wheelhouse},
      {"copyright", Tactic::copyright}};
  if (const auto found = by_name.find(path); found != by_name.end()) return found->second;
  return path.ends_with(".pypi") ? Tactic::python_package : Tactic::copy;
}

bool is_merged(Tactic tactic) {
  return tactic == Tactic::metadata || tactic == Tactic::merged_yaml || tactic == Tactic::layer_yaml ||
         tactic == Tactic::wheelhouse || tactic == Tactic::copyright;
}

/// One layer's files into the plan.
class LayerPlanner {
public:
  LayerPlanner(const Layer& layer, const IgnoreList& next_ignores, Plan& plan)
      : layer_(layer), next_ignores_(next_ignores), plan_(plan) {}

  void add_folder(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(layer_.folder / folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    for (const auto& name : names) add(folder.empty() ? name : folder + "/" + name);
  }

private:
  void add(const std::string& path) {
    const auto source = layer_.folder / path;
    const auto type = symlink_status(source).type();
    const bool is_folder = type == fs::file_type::directory;
    static const IgnoreList never(always_ignored());
    if (never.ignores(path, is_folder)) return;
    if (next_ignores_.ignores(path, is_folder)) return drop(path, is_folder);
    if (layer_.excludes.ignores(path, is_folder)) {
      if (is_folder) add_folder(path); // a later rule may take something in it back
      return;
    }
    if (path == ".build.manifest") return;
    charm::clean_entry_path(path); // names that unpacking would refuse
    check_type(path, source, type);
    if (plan_.size() > most_entries)
      throw make_error(ErrorKind::invalid, "layers give more than {} files", most_entries);
    give(path == "composer.yaml" ? "layer.yaml" : path, source, tactic_of(path, type));
    if (is_folder) add_folder(path);
  }

  /// A folder that is dropped is still looked into: a rule may take something in it back.
  void drop(const std::string& path, bool is_folder) {
    plan_.erase(path);
    if (is_folder) add_folder(path);
  }

  void check_type(const std::string& path, const fs::path& source, fs::file_type type) const {
    switch (type) {
    case fs::file_type::directory:
    case fs::file_type::regular: return;
    case fs::file_type::symlink: return check_link_of(path, read_symlink(source).string());
    default:
      throw make_error(ErrorKind::invalid, "layer \"{}\": \"{}\" is neither a file nor a folder nor a link",
                       layer_.name, path);
    }
  }

  void check_link_of(const std::string& path, const std::string& target) const {
    try {
      charm::check_link(path, target);
    } catch (const Error& error) {
      throw make_error(ErrorKind::invalid, "layer \"{}\": {}", layer_.name, error.what());
    }
  }

  void give(const std::string& path, const fs::path& source, Tactic tactic) {
    auto& planned = plan_[path];
    refuse_folder_and_file(path, planned, tactic);
    if (!is_merged(tactic) || planned.tactic != tactic) planned.givers.clear();
    planned.tactic = tactic;
    planned.givers.push_back({&layer_, source});
  }

  void refuse_folder_and_file(const std::string& path, const PlannedFile& planned, Tactic tactic) const {
    if (planned.givers.empty() || (planned.tactic == Tactic::folder) == (tactic == Tactic::folder)) return;
    const bool now_folder = tactic == Tactic::folder;
    throw make_error(ErrorKind::invalid, "layers conflict: \"{}\" is a {} in layer \"{}\" and a {} in layer \"{}\"",
                     path, now_folder ? "file" : "folder", planned.givers.back().layer->name,
                     now_folder ? "folder" : "file", layer_.name);
  }

  const Layer& layer_;
  const IgnoreList& next_ignores_;
  Plan& plan_;
};

/// What was dropped from a folder of one layer may leave a file of another in it, where a third has a file.
void check_parents(const Plan& plan) {
  for (const auto& [path, planned] : plan)
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      const auto parent = plan.find(path.substr(0, slash));
      if (parent == plan.end() || parent->second.tactic == Tactic::folder) continue;
      throw make_error(ErrorKind::invalid, "layers conflict: \"{}\" is a file in layer \"{}\" and a folder in layer \"{}\"",
                       parent->first, parent->second.givers.back().layer->name, planned.givers.back().layer->name);
    }
}

} // namespace

Plan plan_files(const LayerStack& stack) {
  Plan plan;
  const IgnoreList after_the_last(always_ignored());
  for (std::size_t i = 0; i < stack.layers.size(); ++i) {
    const auto& next = i + 1 < stack.layers.size() ? stack.layers[i + 1].ignores : after_the_last;
    LayerPlanner(stack.layers[i], next, plan).add_folder("");
  }
  check_parents(plan);
  return plan;
}

std::vector<std::string> list_files(const fs::path& folder, const IgnoreList& leaves_out) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto path = entry.path().lexically_relative(folder).string();
    if (entry.symlink_status().type() != fs::file_type::directory && !leaves_out.ignores(path, false))
      paths.push_back(path);
    if (paths.size() > most_entries)
      throw make_error(ErrorKind::invalid, "\"{}\" holds more than {} files", folder.string(), most_entries);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

} // namespace periapt::layers
