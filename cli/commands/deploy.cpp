#include "cli/commands/deploy.h"

#include "cli/bundle_deploy.h"
#include "cli/charm_fetching.h"
#include "cli/charm_upload.h"
#include "cli/first_controller.h"
#include "cli/outcome.h"
#include "cli/resource_words.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "cli/settings_text.h"
#include "cli/space_words.h"
#include "cli/storage_words.h"
#include "core/names.h"
#include "source/charm_source.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void check_line_deploy(const Arguments& arguments) {
  if (arguments.positional().empty()) throw UsageError("no charm or bundle specified");
  refuse_surplus(arguments.positional(), 2);
  if (arguments.integer("num-units") < 0) throw UsageError("--num-units must be a positive integer");
  if (arguments.given("attach-storage") && arguments.given("num-units"))
    throw UsageError("--attach-storage cannot be used with -n");
  base_option(arguments);
  if (arguments.given("device")) throw make_error(ErrorKind::invalid, "--device is not supported here");
}

void check_charm_line(const Arguments& arguments) {
  for (const char* name : {"overlay", "map-machines"})
    if (arguments.given(name))
      throw make_error(ErrorKind::invalid, "options provided but not supported when deploying a charm: --{}", name);
}

/// "alpha db=alpha"
std::vector<std::string> binding_words(const Arguments& arguments) {
  std::vector<std::string> words;
  for (const auto& one : arguments.all("bind"))
    for (const auto& word : split(one, ' '))
      if (!word.empty()) words.push_back(word);
  return words;
}

std::string already_exists(const std::string& application, const std::string& program) {
  return fmt::format("cannot add application \"{}\": application already exists:\n"
                     "deploy application using an alias name:\n"
                     "    {} deploy <application> <alias>\n"
                     "or use remove-application to remove the existing one and try again.",
                     application, program);
}

std::optional<std::string> constraints_option(const Arguments& arguments) {
  if (!arguments.given("constraints")) return std::nullopt;
  return fmt::format("{}", fmt::join(arguments.all("constraints"), " "));
}

/// Everything but the charm's URL, known before anything is sent.
wire::Deploy request_of(const Session& session, const std::string& charm_name) {
  const auto& arguments = session.arguments;
  const auto& words = arguments.positional();
  const std::string application = ApplicationName(words.size() > 1 ? words[1] : charm_name).str();
  return {.charm_url = "",
          .application = application,
          .num_units = static_cast<int>(arguments.integer("num-units")),
          .config = config_option(session, application),
          .to = arguments.list("to"),
          .trust = arguments.flag("trust"),
          .base = base_option(arguments),
          .force = arguments.flag("force"),
          .storage = storage_directives(arguments.all("storage")),
          .attach_storage = arguments.list("attach-storage"),
          .resources = {},
          .channel = std::nullopt,
          .constraints = constraints_option(arguments)};
}

/// Rule: contract/cli.md 2.1. Where the charm is from, and how that is told.
void add_application(Session& session, ModelClient& model, const LocatedCharm& charm, wire::Deploy request) {
  const bool from_store = request.channel.has_value();
  const auto where = from_store ? fmt::format("charm \"{}\" in charm-hub", charm.name)
                                : fmt::format("local charm \"{}\"", charm.name);
  session.console.info(fmt::format("Located {}, revision {}", where, charm.revision));
  request.charm_url = charm.url;
  try {
    const auto deployed = model.post<wire::Deployed>({"applications"}, request);
    session.console.info(fmt::format("Deploying \"{}\" from {} charm \"{}\", revision {}{} on {}", deployed.application,
                                     from_store ? "charm-hub" : "local", charm.name, charm.revision,
                                     from_store ? " in channel " + *request.channel : "", deployed.base));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::already_exists) throw;
    throw Error(error.kind(), already_exists(*request.application, session.surroundings.program));
  }
}

/// Rule: contract/cli.md 2.1.
void check_subordinate(const Arguments& arguments) {
  if (arguments.given("num-units") || arguments.given("to"))
    throw make_error(ErrorKind::invalid, "cannot use --num-units or --to with subordinate application");
  if (arguments.given("constraints"))
    throw make_error(ErrorKind::invalid, "cannot use --constraints with subordinate application");
}

/// What the charm or the settings have wrong is found before a controller is started or anything is sent.
void deploy_packed(Session& session, const source::CharmSource& found) {
  const ScratchFolder scratch;
  const auto packed = pack_located(session, found, session.arguments.text("channel"), scratch.path());
  const auto version = packed.version.empty() ? "not versioned" : "version " + packed.version;
  session.console.debug(fmt::format("charm is {}: {}", version, found.path.string()));
  if (packed.charm.subordinate) check_subordinate(session.arguments);
  check_bindings(binding_words(session.arguments), packed.charm.name, binding_names(packed.charm));
  auto request = request_of(session, packed.charm.name);
  if (!found.store_name.empty()) request.channel = store_channel(session.arguments.text("channel"));
  const auto files = resource_files(session);
  check_resource_files(files, packed.charm.resources);
  ensure_first_controller(session, true);
  auto model = session.model();
  explain_trust_once(session, model.model().controller);
  request.resources = upload_resources(session, model, files);
  auto charm = upload_charm(session, model, packed, found.store_name);
  if (!found.store_name.empty()) charm.name = found.store_name;
  add_application(session, model, charm, std::move(request));
}

void deploy_uploaded(Session& session, const std::string& url) {
  const auto charm = uploaded_before(url);
  auto request = request_of(session, charm.name);
  const auto files = resource_files(session);
  auto model = session.model();
  request.resources = upload_resources(session, model, files);
  add_application(session, model, charm, std::move(request));
}

/// --dry-run of a charm from the store.
void tell_what_would_be(Session& session, const source::CharmSource& found) {
  const ScratchFolder scratch;
  const auto packed = pack_located(session, found, session.arguments.text("channel"), scratch.path());
  session.console.info(fmt::format("\"{}\" from charm-hub charm \"{}\" in channel {} would be deployed",
                                   request_of(session, packed.charm.name).application.value_or(packed.charm.name),
                                   found.store_name, store_channel(session.arguments.text("channel"))));
}

} // namespace

void declare_deploy(OptionSet& options) {
  declare_model(options);
  options.value("num-units,n", "N", "how many units to run", "1")
      .value("config", "FILE|KEY=VALUE", "settings: a YAML file, key=value or key=@file; may repeat")
      .value("to", "MACHINES", "existing machines for the first units, comma separated")
      .value("base", "BASE", "the base to use: ubuntu@24.04")
      .value("series", "SERIES", "the base by its old name: noble")
      .flag("trust", "let the application use the cloud's credentials")
      .flag("force", "skip the check of the base and other checks")
      .flag("dry-run", "store charms and bundles: say what would be done, and do nothing")
      .value("channel", "CHANNEL", "store charms: [track/]risk, kept and shown; out of a git repository: a tag or branch too")
      .value("constraints", "LIST", "what its machines should have: mem=2G cores=2; may repeat")
      .value("revision", "N", "store charms only")
      .value("attach-storage", "IDS", "existing storage for the one unit, comma separated")
      .value("bind", "SPACES", "the network space, or <endpoint>=<space> each; here it is \"alpha\"")
      .value("device", "DEVICES", "not supported here")
      .value("resource", "NAME=FILE", "a file for a resource that the charm declares; may repeat")
      .value("storage", "LABEL=DIRECTIVE", "pool, count and size of a storage: data=local,2,10G; may repeat")
      .value("overlay", "FILE", "bundles: what to change in it; may repeat")
      .value("map-machines", "MAP", "bundles: existing, or BUNDLE=MODEL machines, comma separated");
}

void run_deploy(Session& session) {
  check_line_deploy(session.arguments);
  const auto found = locate_charm(session, session.arguments.positional().front());
  if (found.kind == source::SourceKind::bundle) return deploy_bundle(session, found.path);
  check_charm_line(session.arguments);
  if (session.arguments.flag("dry-run") && !found.store_name.empty()) return tell_what_would_be(session, found);
  if (session.arguments.flag("dry-run")) session.console.info("ignoring dry-run flag for local charms");
  if (found.kind == source::SourceKind::uploaded_local) return deploy_uploaded(session, found.url);
  deploy_packed(session, found);
}

Command deploy_command() {
  return {.name = "deploy",
          .aliases = {},
          .arguments = "<charm or bundle> [<application name>]",
          .purpose = "Deploys a charm or a bundle.",
          .details =
              R"(The charm is a folder (./mariadb), a .charm archive, one that was uploaded to this model before
(local:mariadb-0), one in a git repository (git+https://host/repository#REF:FOLDER, also git+http:// and
git+file://; REF is a channel, tag, branch or commit, FOLDER its place in a repository of several charms), or a
name in a charm store (mariadb, ch:mariadb): a folder or repository of charms that MODEL_CHARM_STORE or the model's
setting charm-store names. The application is named as the charm says, unless a name is given.

A bundle is a YAML file (./bundle.yaml), or a folder with one, that describes applications, machines and
relations. What the model has already is left as it is, so the same bundle can be deployed again.

The command returns as soon as the application exists; its units come up in the background:
watch them with "{program} status --watch 1s".)",
          .examples = "{program} deploy ./charms/wordpress\n"
                      "{program} deploy ./shop.yaml --overlay ./here.yaml --dry-run\n"
                      "{program} deploy ./charms/wordpress blog -n 2 --config blog-title=\"Our blog\"\n"
                      "{program} deploy ./mariadb.charm --config ./settings.yaml --to 0\n"
                      "{program} deploy git+https://example.com/charms#stable:mariadb",
          .see_also = {"add-charm", "integrate", "config", "add-unit", "status"},
          .declare = declare_deploy,
          .run = run_deploy,
          .plannable = true};
}

} // namespace periapt::cli
