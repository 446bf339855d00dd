#include "cli/commands/show_unit.h"

#include "cli/formatters/entity_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"

namespace periapt::cli {

namespace {

void declare_show_unit(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml, json or smart", "yaml");
  options.value("endpoint", "NAME", "only the relations of this endpoint")
      .value("related-unit", "UNIT", "only the data of this unit of the other side")
      .flag("app", "only the applications' data");
}

void check_names(const std::vector<std::string>& names) {
  if (names.empty()) throw UsageError("an unit name must be supplied");
  std::string bad;
  int count = 0;
  for (const auto& name : names) {
    if (UnitName::parse(name)) continue;
    bad += (bad.empty() ? "" : ", ") + name;
    ++count;
  }
  if (count > 0) throw UsageError(fmt::format("unit name{} {} not valid", count > 1 ? "s" : "", bad));
}

void run_show_unit(Session& session) {
  const auto& names = session.arguments.positional();
  check_names(names);
  check_format(session.format(), {"yaml", "json", "smart"});
  const UnitView view{.endpoint = session.arguments.text("endpoint"),
                      .related_unit = session.arguments.text("related-unit"),
                      .application_only = session.arguments.flag("app"),
                      .json = session.format() == "json"};
  auto model = session.model();
  Map document;
  std::string missing;
  for (const auto& text : names) {
    const UnitName name(text);
    try {
      const auto unit = model.get<wire::UnitInfo>({"units", name.application().str(), std::to_string(name.number())});
      document.emplace_back(text, unit_document(unit, view));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      missing += (missing.empty() ? "" : "\n") + std::string(error.what());
    }
  }
  if (!missing.empty()) throw Error(ErrorKind::not_found, missing);
  session.print(render(std::move(document), session.format()));
}

} // namespace

Command show_unit_command() {
  return {.name = "show-unit",
          .aliases = {},
          .arguments = "<unit name> [<unit name>...]",
          .purpose = "Shows units with what is published in their relations.",
          .details = "",
          .examples = "{program} show-unit wordpress/0\n{program} show-unit mariadb/0 --endpoint db --format json",
          .see_also = {"show-application", "status"},
          .declare = declare_show_unit,
          .run = run_show_unit};
}

} // namespace periapt::cli
