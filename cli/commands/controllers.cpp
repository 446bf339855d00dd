#include "cli/commands/controllers.h"

#include "cli/formatters/controller_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_controllers(OptionSet& options) {
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("refresh", "ask each controller first").flag("managed", "accepted");
}

/// What each says now; one that cannot be reached stays as it was.
void refresh(Session& session) {
  for (const auto& entry : session.files.controllers()) {
    try {
      auto connection = session.connect(entry);
      session.refresh_models(entry, connection);
    } catch (const Error& error) {
      session.console.warning(fmt::format("controller {}: {}", entry.name, error.what()));
    }
  }
}

void run_controllers(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  if (session.arguments.flag("refresh")) refresh(session);
  ControllerListing listing{.items = {}, .current = session.files.current_controller()};
  for (const auto& entry : session.files.controllers())
    listing.items.push_back({entry, session.files.current_model(entry.name), session.files.account(entry.name),
                             static_cast<int>(session.files.models(entry.name).size())});
  if (session.format() != "tabular")
    return session.print(render(controllers_document(listing, session.format() == "json"), session.format()));
  if (listing.items.empty()) session.controller(); // throws that there are none
  std::ostringstream text;
  print_controllers(text, listing, session.colour());
  session.print(text.str());
}

} // namespace

Command controllers_command() {
  return {.name = "controllers",
          .aliases = {"list-controllers"},
          .arguments = "",
          .purpose = "Lists the controllers this client knows.",
          .details = "From this client's own files, without asking the controllers, unless --refresh is given.",
          .examples = "{program} controllers\n{program} controllers --format json",
          .see_also = {"bootstrap", "show-controller", "switch"},
          .declare = declare_controllers,
          .run = run_controllers};
}

} // namespace periapt::cli
