#include "cli/commands/update_cloud.h"

#include "cli/clouds.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_update_cloud(OptionSet& options) {
  declare_cloud_sides(options);
  options.value("file,f", "FILE", "the definition, as YAML");
}

void run_update_cloud(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("cloud name required");
  refuse_surplus(words, 1);
  const auto& name = words.front();
  if (!session.arguments.given("file")) throw UsageError("cloud definition file must be specified: --file");
  const auto definition = cloud_in_file(session, session.arguments.text("file"), name);
  const auto sides = cloud_sides(session);
  if (sides.client) {
    if (!client_clouds(session).contains(name)) throw make_error(ErrorKind::not_found, "cloud {} not found on this client", name);
    save_client_cloud(session, name, definition);
    session.console.info(fmt::format("Cloud \"{}\" updated on this client using provided file.", name));
  }
  if (!sides.controller) return;
  send_cloud(session, *sides.controller, name, definition, true);
  session.console.info(fmt::format("Cloud \"{}\" updated on controller \"{}\" using provided file.", name, sides.controller->name));
}

} // namespace

Command update_cloud_command() {
  return {.name = "update-cloud",
          .aliases = {},
          .arguments = "<cloud name>",
          .purpose = "Replaces a cloud's definition.",
          .details = "",
          .examples = "{program} update-cloud mystack --client -f clouds.yaml",
          .see_also = {"add-cloud", "show-cloud"},
          .declare = declare_update_cloud,
          .run = run_update_cloud};
}

} // namespace periapt::cli
