#include "cli/commands/models.h"

#include "cli/formatters/model_documents.h"
#include "cli/formatters/output.h"
#include "cli/now.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_models(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("uuid", "also the models' uuids")
      .flag("all", "accepted; all models are shown")
      .flag("exact-time", "accepted")
      .value("user", "USER", "accepted; all models are shown");
}

void run_models(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  ModelListing listing{.controller = session.controller(), .uuids = session.arguments.flag("uuid")};
  auto connection = session.connect(listing.controller);
  listing.models = session.refresh_models(listing.controller, connection);
  listing.user = session.files.user(listing.controller.name);
  listing.current = session.files.current_model(listing.controller.name);
  listing.now_ms = now_ms();
  if (session.format() != "tabular") return session.print(render(models_document(listing), session.format()));
  if (listing.models.empty())
    session.console.info(fmt::format("Controller \"{}\" has no models. Add one with \"{} add-model\".",
                                     listing.controller.name, session.surroundings.program));
  std::ostringstream text;
  print_models(text, listing, session.colour());
  session.print(text.str());
}

} // namespace

Command models_command() {
  return {.name = "models",
          .aliases = {"list-models"},
          .arguments = "",
          .purpose = "Lists the models of a controller.",
          .details = "The current model is marked with an asterisk.",
          .examples = "{program} models\n{program} models -c local --format json",
          .see_also = {"add-model", "switch", "show-model"},
          .declare = declare_models,
          .run = run_models};
}

} // namespace periapt::cli
