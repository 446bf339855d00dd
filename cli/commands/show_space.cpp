#include "cli/commands/show_space.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"
#include "core/status_report.h"

namespace periapt::cli {

namespace {

void declare_show_space(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
}

void run_show_space(Session& session) {
  check_format(session.format(), {"yaml", "json"});
  const auto& words = session.arguments.positional();
  if (words.size() != 1) throw UsageError(fmt::format("expected exactly 1 space name, got {} arguments", words.size()));
  auto model = session.model();
  const auto report = model.get<StatusReport>({"status"});
  require_space(words.front());
  List applications;
  for (const auto& application : report.applications) applications.emplace_back(application.name);
  session.print(render(Record()
                           .add("space", Record().add("id", "0").add("name", only_space).add("subnets", List{}).value())
                           .add("applications", std::move(applications))
                           .add("machine-count", static_cast<std::int64_t>(report.machines.size()))
                           .value(),
                       session.format()));
}

} // namespace

Command show_space_command() {
  return {.name = "show-space",
          .aliases = {},
          .arguments = "<name>",
          .purpose = "Shows a network space with what is in it.",
          .details = "",
          .examples = "{program} show-space alpha",
          .see_also = {"spaces"},
          .declare = declare_show_space,
          .run = run_show_space};
}

} // namespace periapt::cli
