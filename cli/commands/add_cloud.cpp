#include "cli/commands/add_cloud.h"

#include "cli/clouds.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_add_cloud(OptionSet& options) {
  declare_cloud_sides(options);
  options.value("file,f", "FILE", "the definition, as YAML")
      .value("credential", "NAME", "accepted")
      .flag("force", "replace a cloud of that name");
}

void add_on_client(Session& session, const std::string& name, const charm::YamlMap& definition) {
  const auto known = client_clouds(session);
  if (const auto found = known.find(name); found != known.end() && !session.arguments.flag("force"))
    throw make_error(ErrorKind::already_exists, "local cloud \"{}\" already exists with that name\n"
                     "use `{} update-cloud {} --client` to override known definition", name, session.surroundings.program, name);
  save_client_cloud(session, name, definition);
  session.console.info(fmt::format("Cloud \"{}\" successfully added to your local client.", name));
}

void run_add_cloud(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no cloud name specified");
  refuse_surplus(words, 2);
  const auto file = words.size() > 1 ? words[1] : session.arguments.text("file");
  if (file.empty()) throw UsageError("cloud definition file must be specified: --file");
  const auto definition = cloud_in_file(session, file, words.front());
  const auto sides = cloud_sides(session);
  if (sides.client) add_on_client(session, words.front(), definition);
  if (!sides.controller) return;
  send_cloud(session, *sides.controller, words.front(), definition, false);
  session.console.info(fmt::format("Cloud \"{}\" added to controller \"{}\".", words.front(), sides.controller->name));
}

} // namespace

Command add_cloud_command() {
  return {.name = "add-cloud",
          .aliases = {},
          .arguments = "<cloud name> [<cloud definition file>]",
          .purpose = "Adds a cloud's definition to this client or a controller.",
          .details = "The file holds `clouds: {NAME: {type: …, auth-types: […], regions: {…}}}` or that cloud's definition alone.",
          .examples = "{program} add-cloud mystack --client --file clouds.yaml",
          .see_also = {"clouds", "update-cloud", "remove-cloud"},
          .declare = declare_add_cloud,
          .run = run_add_cloud};
}

} // namespace periapt::cli
