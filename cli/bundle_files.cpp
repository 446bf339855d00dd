#include "cli/bundle_files.h"

#include "base/file.h"
#include "cli/charm_fetching.h"
#include "cli/charm_upload.h"
#include "cli/outcome.h"
#include "cli/space_words.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::optional<charm::Base> base_wanted(const charm::Bundle& bundle, const charm::BundleApplication& application) {
  const auto& text = application.base.empty() ? bundle.default_base : application.base;
  return text.empty() ? std::nullopt : std::optional(charm::Base::parse(text));
}

/// As `deploy --bind` would be given them. Without a charm, which an application that is there keeps, the spaces only.
/// Rule: contract/bundles.md 1.1.
void check_bundle_bindings(const std::string& name, const charm::BundleApplication& application, const charm::Charm* charm) {
  std::vector<std::string> words;
  for (const auto& [endpoint, space] : application.bindings)
    words.push_back(endpoint.empty() || !charm ? space : endpoint + "=" + space);
  try {
    check_bindings(words, name, charm ? binding_names(*charm) : std::vector<std::string>{});
  } catch (const Error& error) {
    throw make_error(error.kind(), "cannot deploy bundle: application \"{}\": {}", name, error.what());
  }
}

bool names_path(const std::string& charm) { return charm.starts_with('.') || charm.starts_with('/'); }

} // namespace

charm::BundleFile bundle_file(const fs::path& path) {
  const auto file = is_directory(path) ? path / "bundle.yaml" : path;
  if (file.extension() != ".yaml")
    throw make_error(ErrorKind::invalid, "cannot deploy bundle: \"{}\" is an archive: unpack it and deploy its folder", path.string());
  return {read_file(file), fs::absolute(file).parent_path()};
}

charm::Bundle bundle_of_line(Session& session, const fs::path& path) {
  std::vector<charm::BundleFile> overlays;
  for (const auto& overlay : session.arguments.all("overlay"))
    overlays.push_back(bundle_file(session.surroundings.working_directory / overlay));
  auto bundle = charm::read_bundle(bundle_file(path), overlays);
  for (const auto& key : bundle.ignored) session.console.warning(fmt::format("\"{}\" in the bundle is ignored", key));
  const auto problems = charm::bundle_problems(bundle);
  if (problems.empty()) return bundle;
  throw make_error(ErrorKind::invalid, "cannot deploy bundle: the provided bundle has the following errors:\n{}",
                   fmt::join(problems, "\n"));
}

MachineMap machine_map_of_line(const Arguments& arguments, const charm::Bundle& bundle, const PresentModel& model) {
  MachineMap map;
  for (const auto& word : arguments.list("map-machines")) {
    if (word == "existing") {
      for (const auto& [id, machine] : bundle.machines)
        if (model.machines.contains(id)) map.try_emplace(id, id);
      continue;
    }
    const auto equals = word.find('=');
    if (equals == std::string::npos)
      throw UsageError(fmt::format("expected \"existing\" or \"<bundle-id>=<machine-id>\", got \"{}\"", word));
    const auto id = word.substr(0, equals), machine = word.substr(equals + 1);
    if (!is_number(id)) throw UsageError(fmt::format("bundle-id \"{}\" is not a top level machine id", id));
    if (!is_number(machine)) throw UsageError(fmt::format("machine-id \"{}\" is not a top level machine id", machine));
    if (!model.machines.contains(machine)) throw make_error(ErrorKind::not_found, "machine {} not found", machine);
    map[id] = machine;
  }
  return map;
}

BundleCharms::BundleCharms(Session& session, const charm::Bundle& bundle, const PresentModel& model) {
  for (const auto& [name, application] : bundle.applications) {
    details_[name] = {.written = application.charm, .from_store = false, .base = charm::default_lts()};
    check_bundle_bindings(name, application, nullptr);
    if (!model.applications.contains(name)) add(session, name, bundle); // one that is there keeps its charm
  }
}

void BundleCharms::add(Session& session, const std::string& name, const charm::Bundle& bundle) {
  const auto& application = bundle.applications.at(name);
  auto& charm = details_.at(name);
  if (application.charm.starts_with("local:")) {
    charm.name = uploaded_before(application.charm).name;
    charm.uploaded = true;
    charm.base = base_wanted(bundle, application).value_or(charm::default_lts());
    return;
  }
  if (names_path(application.charm) && !exists(application.folder / application.charm))
    throw make_error(ErrorKind::not_found, "cannot deploy bundle: charm path in application \"{}\" does not exist: {}", name,
                     application.charm);
  if (application.revision)
    session.console.warning(fmt::format("application \"{}\": revision {} is ignored, the store has one revision", name,
                                        *application.revision));
  const auto found = names_path(application.charm)
                         ? source::find_charm(application.charm, application.folder)
                         : locate_in_store(session, application.charm);
  const auto folder = scratch_.path() / name;
  make_folders(folder, 0700);
  packed_[name] = pack_located(session, found, application.channel, folder);
  store_names_[name] = found.store_name;
  const auto& read = packed_.at(name).charm;
  charm.name = read.name;
  charm.from_store = !found.store_name.empty();
  if (charm.from_store) charm.channel = store_channel(application.channel);
  if (charm.from_store) charm.written = found.store_name;
  charm.subordinate = read.subordinate;
  check_bundle_bindings(name, application, &read);
  charm.base = charm::choose_base(read.bases, base_wanted(bundle, application), std::nullopt, session.arguments.flag("force"));
}

} // namespace periapt::cli
