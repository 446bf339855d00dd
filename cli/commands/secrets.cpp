#include "cli/commands/secrets.h"

#include "cli/formatters/output.h"
#include "cli/formatters/secret_documents.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_secrets(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.value("owner", "TAG", "only those of application-x, unit-x-0 or model-UUID");
}

wire::SecretList fetch(Session& session) {
  auto model = session.model();
  auto target = model.target({"secrets"});
  if (const auto owner = session.arguments.text("owner"); !owner.empty())
    target = client::with_query(std::move(target), {{"owner", owner}});
  return model.client().get<wire::SecretList>(std::move(target));
}

void run_secrets(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto list = fetch(session);
  if (session.format() != "tabular") return session.print(render(secrets_document(list.secrets), session.format()));
  if (list.secrets.empty()) return session.console.info("No secrets to display.");
  session.print(secrets_table(list.secrets, session.colour()));
}

} // namespace

Command secrets_command() {
  return {.name = "secrets",
          .aliases = {"list-secrets"},
          .arguments = "",
          .purpose = "Lists the secrets of a model: its users' and its charms'.",
          .details = "What is in them is not shown; show-secret --reveal does.",
          .examples = "{program} secrets\n{program} secrets --owner application-mariadb --format json",
          .see_also = {"add-secret", "show-secret"},
          .declare = declare_secrets,
          .run = run_secrets};
}

} // namespace periapt::cli
