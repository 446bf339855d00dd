#include "cli/commands/show_credential.h"

#include "cli/credentials.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_show_credential(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "yaml", "yaml");
  options.flag("client", "this client's own").flag("show-secrets", "also what is secret in them");
}

void run_show_credential(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() == 1) throw UsageError("both cloud and credential name are needed");
  refuse_surplus(words, 2);
  check_format(session.format(), {"yaml"});
  if (session.arguments.given("controller")) session.controller();
  const bool only_controller = session.arguments.given("controller") && !session.arguments.flag("client");
  const auto cloud = words.empty() ? "" : words[0];
  const auto name = words.empty() ? "" : words[1];
  if (!only_controller && !words.empty() && !has_credential(session, cloud, name))
    throw make_error(ErrorKind::not_found,
                     "client credential content lookup failed: credential \"{}\" for cloud \"{}\" not found on this client", name, cloud);
  const auto document =
      only_controller ? Value(Map{}) : credential_contents(session, cloud, name, session.arguments.flag("show-secrets"));
  if (Record::is_empty(document))
    return session.console.info("No credentials from this client or from a controller to display.");
  session.print(render(Record().add("client-credentials", document).value(), session.format()));
}

} // namespace

Command show_credential_command() {
  return {.name = "show-credential",
          .aliases = {"show-credentials"},
          .arguments = "[<cloud name> <credential name>]",
          .purpose = "Shows credentials of clouds with what is in them.",
          .details = "All of this client, or one. What is secret in them is shown with --show-secrets only.",
          .examples = "{program} show-credentials\n{program} show-credential aws ann --show-secrets",
          .see_also = {"credentials", "add-credential", "update-credential"},
          .declare = declare_show_credential,
          .run = run_show_credential};
}

} // namespace periapt::cli
