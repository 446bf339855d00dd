#include "cli/commands/show_controller.h"

#include "cli/formatters/controller_documents.h"
#include "cli/formatters/output.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_show_controller(OptionSet& options) {
  declare_format(options, "yaml or json", "yaml");
  options.flag("show-password", "accepted; a local controller has none");
}

Value document_of(Session& session, const ControllerEntry& entry, bool json) {
  auto connection = session.connect(entry);
  const auto models = session.refresh_models(entry, connection);
  return controller_document(
      {entry, session.files.current_model(entry.name), session.files.account(entry.name), static_cast<int>(models.size())},
      models, json);
}

void run_show_controller(Session& session) {
  check_format(session.format(), {"yaml", "json"});
  std::vector<ControllerEntry> entries;
  for (const auto& name : session.arguments.positional()) entries.push_back(session.controller_named(name));
  if (entries.empty()) entries.push_back(session.controller());
  Map document;
  for (const auto& entry : entries)
    document.emplace_back(entry.name, document_of(session, entry, session.format() == "json"));
  session.print(render(std::move(document), session.format()));
}

} // namespace

Command show_controller_command() {
  return {.name = "show-controller",
          .aliases = {},
          .arguments = "[<controller name> ...]",
          .purpose = "Shows controllers in detail.",
          .details = "",
          .examples = "{program} show-controller\n{program} show-controller local --format json",
          .see_also = {"controllers"},
          .declare = declare_show_controller,
          .run = run_show_controller};
}

} // namespace periapt::cli
