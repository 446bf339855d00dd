#include "cli/machine_listing.h"

#include "cli/formatters/output.h"
#include "cli/formatters/status_document.h"
#include "cli/formatters/status_tabular.h"
#include "cli/now.h"
#include "cli/outcome.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

void declare_machine_listing(OptionSet& options, const char* formats, const char* initial) {
  declare_model(options);
  declare_format(options, formats, initial);
  declare_colour(options);
  options.flag("utc", "times in UTC, as 2006-01-02 15:04:05Z");
}

void print_machines(Session& session, const std::vector<std::string>& names) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  auto model = session.model();
  auto report = model.get<StatusReport>({"status"});
  for (const auto& name : names)
    if (std::none_of(report.machines.begin(), report.machines.end(), [&](const auto& one) { return one.name == name; }))
      throw make_error(ErrorKind::not_found, "machine {} not found", name);
  if (!names.empty())
    std::erase_if(report.machines,
                  [&](const auto& one) { return std::find(names.begin(), names.end(), one.name) == names.end(); });
  const StatusView view{.controller = model.model().controller,
                        .now_ms = now_ms(),
                        .iso_utc = session.iso_time(),
                        .colour = session.colour()};
  if (session.format() != "tabular")
    return session.print(render(machines_document(report, view), session.format()));
  std::ostringstream text;
  print_machines_tabular(text, report, view);
  session.print(text.str());
}

} // namespace periapt::cli
