#include "cli/commands/refresh.h"

#include "cli/charm_fetching.h"
#include "cli/charm_upload.h"
#include "cli/outcome.h"
#include "cli/resource_words.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "cli/storage_words.h"
#include "source/git_charm.h"
#include "wire/charm_origin_messages.h"
#include "wire/refresh_messages.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void declare_refresh(OptionSet& options) {
  declare_model(options);
  options.value("path", "FOLDER|FILE", "the new charm: a folder or a .charm archive")
      .value("switch", "CHARM", "another charm: a folder, an archive, or one uploaded before (local:app-0)")
      .value("config", "FILE|KEY=VALUE", "settings for the new charm: a YAML file, key=value or key=@file; may repeat")
      .flag("trust", "let the application use the cloud's credentials; --trust=false: not")
      .flag("force-units", "units in error take the charm too, without running upgrade-charm")
      .flag("force", "refresh although what the charm assumes is not there")
      .flag("force-base,force-series", "refresh although the charm does not support the application's base")
      .value("channel", "CHANNEL", "of a charm from the store; of one out of a git repository: follow this channel, tag or branch")
      .value("revision", "N", "of a local charm, or one out of a git repository: back to the charm that this model has by that number")
      .value("base", "BASE", "store charms only")
      .value("bind", "SPACES", "not supported here")
      .value("resource", "NAME=FILE", "a file for a resource that the charm declares; may repeat")
      .value("storage", "LABEL=DIRECTIVE", "pool, count and size of a storage: data=local,2,10G; may repeat");
}

void check_line_refresh(const Arguments& arguments) {
  if (arguments.positional().empty()) throw UsageError("no application specified");
  refuse_surplus(arguments.positional(), 1);
  static constexpr std::pair<const char*, const char*> rivals[] = {
      {"switch", "revision"}, {"path", "revision"}, {"path", "switch"}};
  for (const auto& [one, other] : rivals)
    if (arguments.given(one) && arguments.given(other))
      throw UsageError(fmt::format("--{} and --{} are mutually exclusive", one, other));
  if (arguments.given("bind")) throw Error(ErrorKind::invalid, "--bind is not supported here");
}

/// --path is always a path, --switch may also be the URL of a charm uploaded before.
source::CharmSource source_of(Session& session) {
  const auto& folder = session.surroundings.working_directory;
  if (session.arguments.given("path")) return source::find_charm(folder / session.arguments.text("path"), folder);
  return locate_charm(session, session.arguments.text("switch"));
}

bool is_of_store(const wire::ApplicationInfo& current) { return current.charm_url.starts_with("ch:"); }

/// What the store has now by the charm's name.
source::CharmSource source_of_store(Session& session, const wire::ApplicationInfo& current) {
  const auto name = current.charm_url.substr(current.charm_url.rfind('/') + 1);
  return locate_in_store(session, name.substr(0, name.rfind('-')));
}

/// Without --path and --switch: the revision that is asked for, or what the repository that the charm came from holds
/// now; nullopt when that is the charm it has.
std::optional<source::CharmSource> source_of_origin(Session& session, const wire::CharmOrigin& origin,
                                                    const std::string& charm_name) {
  const auto& arguments = session.arguments;
  if (arguments.given("revision"))
    return source::CharmSource{.kind = source::SourceKind::uploaded_local,
                               .path = {},
                               .url = fmt::format("local:{}-{}", charm_name, arguments.integer("revision")),
                               .store_name = {}};
  if (origin.source.empty())
    throw Error(ErrorKind::invalid, "refreshing a local charm requires either --path or --switch");
  const auto resolved = resolve_repository(session, git_request(session, origin.source, arguments.text("channel")));
  if (resolved.commit == origin.commit_id && resolved.source.text() == origin.source) return std::nullopt;
  return source::CharmSource{.kind = source::SourceKind::git, .path = {}, .url = resolved.source.text(), .store_name = {}};
}

/// What the application is to have; where that is what it has, what is set with it is set all the same.
source::CharmSource wanted_source(Session& session, ModelClient& model, const wire::ApplicationInfo& current) {
  if (session.arguments.given("path") || session.arguments.given("switch")) return source_of(session);
  if (is_of_store(current)) return source_of_store(session, current);
  const auto origin = model.get<wire::CharmOrigin>({"applications", current.name, "origin"});
  return source_of_origin(session, origin, current.charm_name)
      .value_or(source::CharmSource{
          .kind = source::SourceKind::uploaded_local, .path = {}, .url = origin.charm_url, .store_name = {}});
}

/// What the charm has wrong is found before anything is sent.
LocatedCharm add_local_charm(Session& session, ModelClient& model, const source::CharmSource& found,
                             const std::string& current_charm, const ResourceFiles& files) {
  const ScratchFolder scratch;
  const auto packed = pack_located(session, found, session.arguments.text("channel"), scratch.path());
  if (session.arguments.given("path") && packed.charm.name != current_charm)
    throw make_error(ErrorKind::conflict, "cannot refresh \"{}\" to \"{}\"", current_charm, packed.charm.name);
  check_resource_files(files, packed.charm.resources);
  auto charm = upload_charm(session, model, packed, found.store_name);
  if (found.store_name.empty())
    session.console.info(fmt::format("Added local charm \"{}\", revision {}, to the model", charm.name, charm.revision));
  else charm.name = found.store_name;
  return charm;
}

/// Another channel without another charm is told too.
std::string channel_after(Session& session, const wire::ApplicationInfo& current) {
  if (!session.arguments.given("channel")) return current.channel.empty() ? store_channel("") : current.channel;
  const auto channel = store_channel(session.arguments.text("channel"));
  if (channel != current.channel)
    session.console.info(fmt::format("Note: all future refreshes will now use channel \"{}\"", channel));
  return channel;
}

void run_refresh(Session& session) {
  const auto& arguments = session.arguments;
  check_line_refresh(arguments);
  const auto& application = arguments.positional().front();
  wire::Refresh request{.charm_url = "",
                        .switching = arguments.given("switch"),
                        .config = config_option(session, application),
                        .trust = arguments.given("trust") ? std::optional(arguments.flag("trust")) : std::nullopt,
                        .force = arguments.flag("force"),
                        .force_base = arguments.flag("force-base"),
                        .force_units = arguments.flag("force-units"),
                        .storage = storage_directives(arguments.all("storage"))};
  const auto files = resource_files(session);
  auto model = session.model();
  const auto current = model.get<wire::ApplicationInfo>({"applications", application});
  const auto found = wanted_source(session, model, current);
  if (found.kind == source::SourceKind::bundle) throw make_error(ErrorKind::invalid, "a bundle is not a charm");
  const auto charm = found.kind == source::SourceKind::uploaded_local
                         ? uploaded_before(found.url)
                         : add_local_charm(session, model, found, current.charm_name, files);
  request.charm_url = charm.url;
  if (!found.store_name.empty()) request.channel = channel_after(session, current);
  request.resources = upload_resources(session, model, files);
  const auto refreshed = model.post<wire::Refreshed>({"applications", application, "refresh"}, request);
  if (!refreshed.changed && !files.empty()) session.console.info("resources to be upgraded");
  else if (refreshed.changed && !found.store_name.empty())
    session.console.info(fmt::format("Added charm-hub charm \"{}\", revision {} in channel {}, to the model", charm.name,
                                     charm.revision, *request.channel));
  else if (!refreshed.changed) session.console.info(fmt::format("charm \"{}\": already up-to-date", charm.name));
}

} // namespace

Command refresh_command() {
  return {.name = "refresh",
          .aliases = {},
          .arguments = "<application>",
          .purpose = "Gives an application a newer revision of its charm, or another charm.",
          .details =
              R"(The new charm is a folder or a .charm archive (--path), or, with --switch, also a charm of another name,
one in a git repository, one of the store, or a revision that was uploaded before (local:wordpress-0). A charm that
came out of a git repository needs neither: it becomes what its channel, tag or branch holds now; --channel follows
another one from then on. --revision goes back to a charm that this model has. One of the store needs neither: it
becomes what the store has now. Relations, units, settings and the files that
the charm made itself stay; settings that the new charm does not have are dropped. A charm that would
break a relation or a storage in use is refused. Storage that the new charm declares anew comes to each unit
as --storage says, else by default.

Each unit unpacks the charm and runs its hooks upgrade-charm and config-changed. Units in error do so
once their error is resolved. With --force-units they unpack it at once and stay in error: the hook that
failed is the new charm's when it is tried again, and upgrade-charm does not run. A unit whose files kept
an earlier charm from being unpacked tries the new one.)",
          .examples = "{program} refresh wordpress --path ./charms/wordpress\n"
                      "{program} refresh wordpress --revision 0     # back to the first\n"
                      "{program} refresh mariadb --channel edge\n"
                      "{program} refresh mariadb --revision 0\n"
                      "{program} refresh wordpress --path ./wordpress.charm --config port=8080 --resource theme=./theme.tgz",
          .see_also = {"deploy", "config", "resolved", "status"},
          .declare = declare_refresh,
          .run = run_refresh,
          .plannable = true};
}

} // namespace periapt::cli
