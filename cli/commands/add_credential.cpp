#include "cli/commands/add_credential.h"

#include "cli/clouds.h"
#include "cli/credentials.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_add_credential(OptionSet& options) {
  declare_controller(options);
  options.flag("client", "this client's own records")
      .value("file,f", "FILE", "the credentials, as YAML")
      .value("region", "REGION", "the cloud's region to use by default");
}

void run_add_credential(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("Usage: " + session.surroundings.program + " add-credential <cloud-name> [-f <credentials.yaml>]");
  refuse_surplus(words, 1);
  if (!session.arguments.given("file")) throw UsageError("credentials file must be specified: --file");
  if (session.arguments.given("controller") && !session.arguments.flag("client"))
    throw Error(ErrorKind::invalid, "credentials are kept on clients only: the controller's machines need none");
  const auto& cloud = words.front();
  if (!client_clouds(session).contains(cloud)) throw make_error(ErrorKind::not_found, "cloud {} not found", cloud);
  for (const auto& name : add_credentials(session, cloud, session.arguments.text("file"), session.arguments.text("region")))
    session.print(fmt::format("Credential \"{}\" added locally for cloud \"{}\".\n\n", name, cloud));
}

} // namespace

Command add_credential_command() {
  return {.name = "add-credential",
          .aliases = {},
          .arguments = "<cloud name>",
          .purpose = "Adds credentials of a cloud to this client.",
          .details = "The file holds `credentials: {CLOUD: {NAME: {auth-type: …, …}}}`.",
          .examples = "{program} add-credential aws --client -f credentials.yaml",
          .see_also = {"credentials", "remove-credential"},
          .declare = declare_add_credential,
          .run = run_add_credential};
}

} // namespace periapt::cli
