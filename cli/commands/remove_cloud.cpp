#include "cli/commands/remove_cloud.h"

#include "cli/clouds.h"
#include "cli/outcome.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void run_remove_cloud(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("specify a cloud to remove");
  refuse_surplus(words, 1);
  const auto& name = words.front();
  const auto sides = cloud_sides(session);
  if (sides.client) {
    const bool removed = remove_client_cloud(session, name);
    session.console.info(removed ? fmt::format("Removed details of cloud \"{}\" from this client", name)
                                 : fmt::format("No cloud called \"{}\" exists on this client", name));
  }
  if (!sides.controller) return;
  session.connect(*sides.controller).post<wire::Empty>(client::target({"clouds", "remove"}), wire::RemoveCloud{name});
  session.console.info(fmt::format("Removed details of cloud \"{}\" from controller \"{}\"", name, sides.controller->name));
}

} // namespace

Command remove_cloud_command() {
  return {.name = "remove-cloud",
          .aliases = {},
          .arguments = "<cloud name>",
          .purpose = "Removes a cloud's definition.",
          .details = "",
          .examples = "{program} remove-cloud mystack --client",
          .see_also = {"clouds", "add-cloud"},
          .declare = declare_cloud_sides,
          .run = run_remove_cloud};
}

} // namespace periapt::cli
