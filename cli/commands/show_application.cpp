#include "cli/commands/show_application.h"

#include "cli/formatters/entity_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_show_application(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml, json or smart", "yaml");
}

void run_show_application(Session& session) {
  const auto& names = session.arguments.positional();
  if (names.empty()) throw UsageError("an application name must be supplied");
  check_format(session.format(), {"yaml", "json", "smart"});
  auto model = session.model();
  Map document;
  for (const auto& name : names)
    document.emplace_back(name, application_document(model.get<wire::ApplicationInfo>({"applications", name})));
  session.print(render(std::move(document), session.format()));
}

} // namespace

Command show_application_command() {
  return {.name = "show-application",
          .aliases = {},
          .arguments = "<application name> [<application name>...]",
          .purpose = "Shows applications in detail.",
          .details = "",
          .examples = "{program} show-application wordpress\n{program} show-application wordpress --format json",
          .see_also = {"show-unit", "config", "status"},
          .declare = declare_show_application,
          .run = run_show_application};
}

} // namespace periapt::cli
