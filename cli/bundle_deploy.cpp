#include "cli/bundle_deploy.h"

#include "cli/bundle_files.h"
#include "cli/bundle_picture.h"
#include "cli/charm_upload.h"
#include "cli/first_controller.h"
#include "cli/offers.h"
#include "cli/outcome.h"
#include "cli/resource_words.h"
#include "cli/storage_words.h"
#include "core/error.h"
#include "wire/operator_messages.h"

#include <ostream>

namespace periapt::cli {

namespace {

void check_bundle_line(const Arguments& arguments) {
  for (const char* name : {"attach-storage", "config", "constraints", "num-units", "resource", "revision", "series", "base", "to"})
    if (arguments.given(name))
      throw make_error(ErrorKind::invalid, "options provided but not supported when deploying a bundle: --{}", name);
}

/// Rule: contract/bundles.md, 1.3, the end.
void require_trust(const Arguments& arguments, const charm::Bundle& bundle) {
  if (arguments.flag("trust") || arguments.flag("force")) return;
  std::string names;
  for (const auto& [name, application] : bundle.applications)
    if (application.trust) names += "\n  - " + name;
  if (names.empty()) return;
  throw make_error(ErrorKind::invalid,
                   "Bundle cannot be deployed without trusting applications with your cloud credentials.\nPlease repeat the "
                   "deploy command with the --trust argument if you consent to trust the following application(s):{}",
                   names);
}

/// Makes the changes, and remembers what they made for those that build on it.
class BundleRun {
public:
  BundleRun(Session& session, ModelClient& model, const charm::Bundle& bundle, const BundleCharms& charms)
      : session_(session), model_(model), bundle_(bundle), charms_(charms) {}

  void make(const BundleChange& change) {
    using Kind = BundleChange::Kind;
    switch (change.kind) {
    case Kind::upload: return upload(change.application);
    case Kind::deploy: return deploy(change.application);
    case Kind::expose: return expose(change);
    case Kind::set_options:
      model_.post<wire::Empty>({"applications", change.application, "config"}, wire::SetConfig{change.options, {}});
      return;
    case Kind::set_constraints:
      model_.post<wire::Empty>({"applications", change.application, "constraints"},
                               wire::ConstraintsText{change.options.at("constraints")});
      return;
    case Kind::annotate:
      model_.post<wire::Empty>({"annotations"}, wire::Annotations{.applications = {{change.application, change.options}}, .machines = {}});
      return;
    case Kind::annotate_machine: return annotate_machine(change);
    case Kind::add_machine: return add_machine(change);
    case Kind::consume: return consume(change);
    case Kind::offer:
      model_.post<wire::Consumed>({"offers"}, wire::MakeOffer{change.options.at("application"),
                                                              split(change.options.at("endpoints"), ','), change.application});
      return;
    case Kind::grant:
      model_.post<wire::Empty>({"offers", "access"},
                               wire::ChangeOfferAccess{change.application,
                                                       {.user = change.options.at("user"), .level = change.options.at("level"), .revoke = false}});
      return;
    case Kind::relate:
      model_.post<wire::Related>({"relations"}, wire::Relate{change.ends.first, change.ends.second});
      return;
    case Kind::add_unit: return add_unit(change);
    }
  }

private:
  void upload(const std::string& application) {
    const auto charm = upload_charm(session_, model_, charms_.packed(application), charms_.store_name(application));
    urls_[charms_.details().at(application).key()] = charm.url;
  }

  std::map<std::string, wire::ResourceUpload> resources_of(const std::string& name) {
    ResourceFiles files;
    for (const auto& [resource, value] : bundle_.applications.at(name).resources)
      files.insert(resource_file(session_, resource + "=" + value));
    if (!charms_.details().at(name).uploaded) check_resource_files(files, charms_.packed(name).charm.resources);
    for (const auto& [resource, value] : files) session_.console.info("  added resource " + resource);
    return upload_resources(session_, model_, files);
  }

  std::map<std::string, std::string> storage_of(const std::string& name) const {
    std::vector<std::string> words;
    for (const auto& [label, directive] : bundle_.applications.at(name).storage) words.push_back(label + "=" + directive);
    for (const auto& word : session_.arguments.all("storage"))
      if (word.starts_with(name + ":")) words.push_back(word.substr(name.size() + 1));
    return storage_directives(words);
  }

  void deploy(const std::string& name) {
    const auto& wanted = bundle_.applications.at(name);
    const auto& charm = charms_.details().at(name);
    wire::Deploy request{.charm_url = charm.uploaded ? wanted.charm : urls_.at(charm.key()),
                         .application = name,
                         .num_units = 0,
                         .config = wanted.options,
                         .to = {},
                         .trust = wanted.trust,
                         .base = charm.base.name + "@" + charm.base.channel(),
                         .force = session_.arguments.flag("force")};
    request.storage = storage_of(name);
    request.resources = resources_of(name);
    if (charm.from_store) request.channel = charm.channel;
    if (!wanted.constraints.empty()) request.constraints = wanted.constraints;
    model_.post<wire::Deployed>({"applications"}, request);
  }

  void expose(const BundleChange& change) {
    wire::Expose request;
    if (change.options.contains("endpoint")) {
      request.endpoints = {change.options.at("endpoint")};
      for (const auto& [key, list] : {std::pair{"spaces", &request.spaces}, std::pair{"cidrs", &request.cidrs}})
        if (const auto& text = change.options.at(key); !text.empty()) *list = split(text, ',');
    }
    model_.post<wire::Empty>({"applications", change.application, "expose"}, request);
  }

  void add_machine(const BundleChange& change) {
    const auto& wanted = bundle_.machines.at(change.bundle_machine);
    const auto& base = wanted.base.empty() ? bundle_.default_base : wanted.base;
    machines_[*change.slot] =
        model_.post<wire::MachineNames>({"machines"}, wire::AddMachines{1, base, wanted.constraints}).machines.at(0);
  }

  void annotate_machine(const BundleChange& change) {
    const auto& name = change.slot ? machines_.at(*change.slot) : change.machine;
    model_.post<wire::Empty>({"annotations"}, wire::Annotations{.applications = {}, .machines = {{name, change.options}}});
  }

  void consume(const BundleChange& change) {
    const auto url = OfferUrl::parse(change.options.at("url"));
    if (!url) throw make_error(ErrorKind::invalid, "invalid offer URL \"{}\"", change.options.at("url"));
    const auto completed = completed_offer_url(session_, *url, model_.model().controller);
    consume_offer(model_, completed, change.application);
    session_.console.info(fmt::format("Added {} as {}", completed.full(), change.application));
  }

  void add_unit(const BundleChange& change) {
    wire::AddUnits request{.application = change.application};
    if (!change.machine.empty()) request.to = {change.machine};
    else if (const auto known = machines_.find(*change.slot); known != machines_.end()) request.to = {known->second};
    const auto unit = model_.post<wire::UnitNames>({"units"}, request).units.at(0);
    if (!change.makes_machine) return;
    const auto slash = unit.find('/');
    machines_[*change.slot] = model_.get<wire::UnitInfo>({"units", unit.substr(0, slash), unit.substr(slash + 1)}).machine;
  }

  Session& session_;
  ModelClient& model_;
  const charm::Bundle& bundle_;
  const BundleCharms& charms_;
  std::map<std::string, std::string> urls_;        // by the charm's key
  std::map<std::size_t, std::string> machines_;    // by slot
};

void run_changes(Session& session, BundleRun& run, const std::vector<BundleChange>& changes) {
  session.console.out << "Executing changes:\n" << std::flush;
  for (const auto& change : changes) {
    session.console.out << "- " << change.text << "\n" << std::flush;
    try {
      run.make(change);
    } catch (const Error& error) {
      throw make_error(error.kind(), "cannot deploy bundle: {}", error.what());
    }
  }
  session.console.info("Deploy of bundle completed.");
}

/// A bundle makes many changes, each upon those before: its plan is their list.
void note_plan(WriteConditions& conditions, ModelClient& model, const std::vector<BundleChange>& changes) {
  conditions.model = model.model().full();
  conditions.made = Plan{.revision = model.get<StatusReport>({"status"}).revision};
  for (const auto& change : changes) conditions.bundle_changes.push_back(change.text);
}

} // namespace

void deploy_bundle(Session& session, const std::filesystem::path& path) {
  check_bundle_line(session.arguments);
  const auto bundle = bundle_of_line(session, path);
  require_trust(session.arguments, bundle);
  ensure_first_controller(session, true);
  auto model = session.model();
  const auto present = present_model(take_picture(model));
  const BundleCharms charms(session, bundle, present);
  const auto changes = bundle_changes(bundle, charms.details(), present, machine_map_of_line(session.arguments, bundle, present));
  if (session.is_plan()) return note_plan(*session.surroundings.conditions, model, changes);
  if (changes.empty()) return session.console.info("No changes to apply.");
  if (!session.arguments.flag("dry-run")) {
    BundleRun run(session, model, bundle, charms);
    return run_changes(session, run, changes);
  }
  session.console.out << "Changes to deploy bundle:\n";
  for (const auto& change : changes) session.console.out << "- " << change.text << "\n";
  session.console.out << std::flush;
}

} // namespace periapt::cli
