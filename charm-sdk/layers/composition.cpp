#include "layers/composition.h"

#include "base/file.h"
#include "charm/archive_check.h"
#include "charm/yaml_writer.h"
#include "core/error.h"
#include "layers/hook_template.h"
#include "layers/merged_files.h"
#include "layers/plan.h"

#include <algorithm>
#include <set>

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;

constexpr const char* template_path = "hooks/hook.template";
constexpr const char* wheelhouse_path = "wheelhouse.txt";
constexpr const char* constraints_path = "wheelhouse-constraints.txt";

bool is_executable(const fs::path& file) {
  return (status(file).permissions() & fs::perms::owner_exec) != fs::perms::none;
}

OutputFile copied(const fs::path& source, const std::string& layer) {
  if (is_symlink(source))
    return {.type = OutputFile::Type::link, .target = read_symlink(source).string(), .layer = layer};
  return {.source = source, .mode = static_cast<mode_t>(is_executable(source) ? 0755 : 0644), .layer = layer};
}

OutputFile made(std::string text, const std::string& layer, mode_t mode = 0644) {
  return {.text = std::move(text), .mode = mode, .layer = layer, .dynamic = true};
}

class Composer {
public:
  Composer(const LayerStack& stack, const std::string& charm_name, const MoreRequirements& more)
      : stack_(stack), charm_name_(charm_name), more_(more), plan_(plan_files(stack)) {}

  Composition compose() {
    if (!plan_.contains("metadata.yaml")) throw Error(ErrorKind::invalid, "at least one layer must provide metadata.yaml");
    if (!plan_.contains(template_path) && needs_template())
      throw Error(ErrorKind::invalid, "At least one layer must provide hooks/hook.template");
    for (const auto& [path, planned] : plan_) add(path, planned);
    add_wheelhouse();
    add_hooks();
    add_interfaces();
    check_links();
    list_layers();
    advise_repo();
    return std::move(result_);
  }

private:
  /// Code of interfaces and reactive handlers runs only through the template's hooks; a charm with programs of its
  /// own for its events and nothing of the kind does without. Our choice: ADR 0006.
  bool needs_template() const {
    const auto gives = [&](const std::string& prefix) {
      const auto found = plan_.lower_bound(prefix);
      return found != plan_.end() && found->first.starts_with(prefix);
    };
    return !stack_.interfaces.empty() || gives("reactive/") ||
           !(gives("hooks/") || plan_.contains("dispatch") || plan_.contains("charm.yaml"));
  }

  void add(const std::string& path, const PlannedFile& planned) {
    const auto& top = planned.givers.back();
    const auto& layer = top.layer->url;
    switch (planned.tactic) {
    case Tactic::folder:
      result_.files[path] = {.type = OutputFile::Type::folder, .layer = layer};
      return;
    case Tactic::metadata:
      metadata_ = merge_metadata(planned, stack_);
      result_.files[path] = made(charm::write_yaml(metadata_), layer);
      return;
    case Tactic::merged_yaml:
      result_.files[path] = made(charm::write_yaml(merge_yaml_file(path, planned, stack_)), layer);
      return;
    case Tactic::layer_yaml:
      result_.files[path] = made(charm::write_yaml(merge_layer_yaml(planned, charm_name_)), layer);
      return;
    case Tactic::wheelhouse: return; // both files together, below
    case Tactic::copyright: return add_copyrights(path, planned);
    case Tactic::python_package: result_.python_packages[path] = first_line_of(top.source); return;
    case Tactic::copy:
    case Tactic::link: result_.files[path] = copied(top.source, layer); return;
    }
  }

  static std::string first_line_of(const fs::path& file) {
    const auto text = read_file(file);
    return text.substr(0, text.find('\n'));
  }

  /// The highest layer's keeps its name.
  void add_copyrights(const std::string& path, const PlannedFile& planned) {
    for (const auto& giver : planned.givers) {
      const bool top = giver.layer == planned.givers.back().layer;
      result_.files[top ? path : path + ".layer-" + giver.layer->name] = copied(giver.source, giver.layer->url);
    }
  }

  void add_wheelhouse() {
    const auto planned = plan_.find(wheelhouse_path);
    if (planned == plan_.end() && more_.locked.empty() && more_.overrides.empty()) return;
    if (planned != plan_.end()) result_.requirements = merge_requirements(wheelhouse_path, planned->second);
    if (!more_.locked.empty()) result_.requirements.add("build.lock", more_.locked);
    if (!more_.overrides.empty()) result_.requirements.add("--wheelhouse-overrides", more_.overrides);
    const auto bounds = plan_.find(constraints_path);
    const auto constraints =
        bounds == plan_.end() ? default_constraints() : merge_requirements(constraints_path, bounds->second);
    const auto layer = planned == plan_.end() ? charm_name_ : planned->second.givers.back().layer->url;
    result_.files[wheelhouse_path] = made(result_.requirements.text(), layer);
    result_.files[constraints_path] = made(constraints.text(), layer);
  }

  void add_hooks() {
    if (!plan_.contains(template_path)) return;
    const auto& giver = plan_.at(template_path).givers.back();
    const auto text = read_file(giver.source);
    for (const auto& hook : hooks_of(metadata_)) {
      const auto path = "hooks/" + hook.name;
      if (!plan_.contains(path)) result_.files[path] = made(fill_template(text, hook.stands_for), giver.layer->url, 0755);
    }
  }

  void add_interfaces() {
    const auto endpoints = endpoints_of(metadata_);
    for (const auto& interface : stack_.interfaces) {
      std::set<std::string> roles;
      for (const auto& endpoint : endpoints)
        if (endpoint.interface == interface.name) roles.insert(endpoint.role);
      if (roles.empty())
        result_.warnings.push_back(fmt::format(
            "layer.yaml includes interface \"{}\", which no endpoint of metadata.yaml uses: left out", interface.name));
      for (const auto& role : roles)
        if (!exists(interface.folder / (role + ".py")))
          throw make_error(ErrorKind::invalid, "Missing implementation for interface role: {}.py (interface \"{}\")", role,
                           interface.name);
      if (!roles.empty()) copy_interface(interface);
    }
  }

  void copy_interface(const InterfaceLayer& interface) {
    const auto target = "hooks/relations/" + interface.name;
    const auto& top = stack_.layers.back();
    for (const auto& path : list_files(interface.folder, interface.leaves_out)) {
      if (top.ignores.ignores(path, false) || top.excludes.ignores(path, false)) continue;
      const auto place = target + "/" + path;
      const auto file = copied(interface.folder / path, interface.url);
      if (file.type == OutputFile::Type::link) charm::check_link(path, file.target);
      result_.files[place] = file;
    }
    if (!result_.files.contains(target + "/__init__.py"))
      result_.files[target + "/__init__.py"] = {.text = "", .layer = interface.url};
  }

  /// Each link stays in its layer; together they must stay in the charm.
  void check_links() const {
    charm::EntryLinks links;
    for (const auto& [path, file] : result_.files)
      if (file.type == OutputFile::Type::link) links.add(path, file.target);
    links.check();
  }

  void list_layers() {
    for (const auto& layer : stack_.layers) result_.layers.push_back(layer);
    for (const auto& interface : stack_.interfaces) result_.layers.push_back(interface);
  }

  void advise_repo() {
    const auto& content = stack_.layers.back().content;
    if (std::none_of(content.begin(), content.end(), [](const auto& entry) { return entry.first == "repo"; }))
      result_.advice.push_back("layer.yaml has no \"repo\": say there where the source of this charm is");
  }

  const LayerStack& stack_;
  const std::string& charm_name_;
  const MoreRequirements& more_;
  Plan plan_;
  charm::YamlMap metadata_;
  Composition result_;
};

} // namespace

Composition compose(const LayerStack& stack, const std::string& charm_name, const MoreRequirements& more) {
  return Composer(stack, charm_name, more).compose();
}

} // namespace periapt::layers
