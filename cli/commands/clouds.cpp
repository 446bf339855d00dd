#include "cli/commands/clouds.h"

#include "cli/clouds.h"
#include "cli/credentials.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"
#include "cli/yaml_fields.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_clouds(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("client", "this client's own records").flag("all", "also public clouds without credentials");
}

struct ShownCloud {
  CloudRecord record;
  int credentials = 0;
  bool of_controller = false;
};

/// Public clouds that the client has no credential for are shown with --all only. Returns whether some are not.
bool hide_unused(const Session& session, std::map<std::string, ShownCloud>& clouds) {
  if (session.arguments.flag("all")) return false;
  return std::erase_if(clouds, [](const auto& one) {
           return !one.second.of_controller && one.second.record.defined == "public" && one.second.credentials == 0;
         }) > 0;
}

std::string clouds_table(const std::map<std::string, ShownCloud>& clouds) {
  Table table({"Cloud", ">Regions", "Default", "Type", ">Credentials", "Source", "Description"});
  for (const auto& [name, cloud] : clouds) {
    const auto& regions = map_field(cloud.record.definition, "regions");
    table.add({name, std::to_string(regions.size()), regions.empty() ? "" : regions.front().first,
               text_field(cloud.record.definition, "type"), std::to_string(cloud.credentials), cloud.record.defined,
               text_field(cloud.record.definition, "description")});
  }
  std::ostringstream text;
  table.print(text, false);
  return text.str();
}

void run_clouds(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto sides = cloud_sides(session);
  std::map<std::string, ShownCloud> clouds;
  if (sides.controller)
    for (auto& [name, record] : controller_clouds(session, *sides.controller)) clouds[name] = {std::move(record), 0, true};
  if (sides.client)
    for (auto& [name, record] : client_clouds(session))
      clouds.try_emplace(name, ShownCloud{std::move(record), credential_count(session, name), false});
  if (hide_unused(session, clouds))
    session.console.info("Only clouds with registered credentials are shown.\nThere are more clouds, use --all to see them.");
  if (session.format() == "tabular") return session.print(clouds_table(clouds));
  Map map;
  for (const auto& [name, cloud] : clouds)
    map.emplace_back(name, cloud_document(cloud.record, cloud.credentials, cloud.of_controller));
  session.print(render(map, session.format()));
}

} // namespace

Command clouds_command() {
  return {.name = "clouds",
          .aliases = {"list-clouds"},
          .arguments = "",
          .purpose = "Lists the clouds that this client and the controller know.",
          .details = "They are records; this controller's machines come from its own cloud.",
          .examples = "{program} clouds\n{program} clouds --client --all --format json",
          .see_also = {"show-cloud", "add-cloud", "credentials"},
          .declare = declare_clouds,
          .run = run_clouds};
}

} // namespace periapt::cli
