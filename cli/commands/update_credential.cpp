#include "cli/commands/update_credential.h"

#include "cli/clouds.h"
#include "cli/credentials.h"
#include "cli/outcome.h"
#include "cli/yaml_fields.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_update_credential(OptionSet& options) {
  declare_controller(options);
  options.flag("client", "this client's own records")
      .value("file,f", "FILE", "the credentials, as YAML")
      .flag("force", "accepted")
      .value("region", "REGION", "the cloud's region to use by default");
}

void check_update_region(const Session& session, const std::string& cloud) {
  const auto region = session.arguments.text("region");
  const auto clouds = client_clouds(session);
  const auto found = clouds.find(cloud);
  if (found == clouds.end()) throw make_error(ErrorKind::not_found, "cloud {} not found", cloud);
  if (!region.empty() && !find_field(map_field(found->second.definition, "regions"), region))
    throw make_error(ErrorKind::invalid, "region \"{}\" is not valid for cloud {}", region, cloud);
}

void run_update_credential(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 2);
  const auto file = session.arguments.text("file");
  if (words.empty() && file.empty())
    throw UsageError(fmt::format("Usage: {} update-credential [options] [<cloud-name> [<credential-name>]]", session.surroundings.program));
  if (session.arguments.given("controller") && !session.arguments.flag("client"))
    throw Error(ErrorKind::invalid, "credentials are kept on clients only: the controller's machines need none");
  const CredentialUpdate update{.cloud = words.empty() ? "" : words[0],
                                .name = words.size() > 1 ? words[1] : "",
                                .region = session.arguments.text("region"),
                                .given = given_credentials(session, file)};
  for (const auto& cloud : clouds_of_update(update)) check_update_region(session, cloud);
  update_credentials(session, update);
  session.console.info("Local client was updated successfully with provided credential information.");
}

} // namespace

Command update_credential_command() {
  return {.name = "update-credential",
          .aliases = {"update-credentials"},
          .arguments = "[<cloud-name> [<credential-name>]]",
          .purpose = "Replaces credentials of clouds on this client.",
          .details = "By those of the file: all, or of one cloud, or one. A cloud must have credentials already: add-credential\n"
                     "gives it its first.",
          .examples = "{program} update-credential aws ann --client -f credentials.yaml\n"
                      "{program} update-credential -f credentials.yaml",
          .see_also = {"add-credential", "credentials", "remove-credential"},
          .declare = declare_update_credential,
          .run = run_update_credential};
}

} // namespace periapt::cli
