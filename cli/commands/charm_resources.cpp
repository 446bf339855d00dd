#include "cli/commands/charm_resources.h"

#include "cli/charm_fetching.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "core/error.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_charm_resources(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.value("channel", "CHANNEL", "accepted; what the index has now is described", "stable")
      .value("charmhub-url", "INDEX", "the store index: a folder of charms or a git+… repository of them");
}

/// A store index holds charms, never files of resources: each is supplied by who deploys.
Value wanted_resource(const charm::Resource& resource) {
  return Record()
      .add("name", resource.name)
      .add("type", resource.type == charm::ResourceType::file ? "file" : "oci-image")
      .add("path", resource.filename)
      .add_if("description", resource.description)
      .add("revision", 0)
      .add("fingerprint", "")
      .add("size", 0)
      .add("origin", "upload")
      .value();
}

std::string wanted_resources_table(const std::vector<charm::Resource>& resources) {
  Table table({"Resource", "Revision"});
  for (const auto& one : resources) table.add({one.name, "-"});
  std::ostringstream text;
  table.print(text, false);
  return text.str();
}

void run_charm_resources(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing charm name");
  refuse_surplus(words, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const ScratchFolder scratch;
  const auto index = read_store_index(session, scratch.path());
  const auto name = words.front().starts_with("ch:") ? words.front().substr(3) : words.front();
  const auto& found = find_indexed(index.charms, name, index.address);
  if (!found.charm) throw make_error(ErrorKind::invalid, "the charm \"{}\" cannot be read from {}", name, found.source);
  if (session.format() == "tabular") {
    if (found.charm->resources.empty()) return session.console.info("No resources to display.");
    return session.print(wanted_resources_table(found.charm->resources));
  }
  List list;
  for (const auto& one : found.charm->resources) list.push_back(wanted_resource(one));
  session.print(render(std::move(list), session.format()));
}

} // namespace

Command charm_resources_command() {
  return {.name = "charm-resources",
          .aliases = {"list-charm-resources"},
          .arguments = "<charm>",
          .purpose = "Lists the resources that a charm of the store index asks for.",
          .details = "Their files are given with \"{program} deploy --resource\" or \"{program} attach-resource\".",
          .examples = "MODEL_CHARM_STORE=./charms {program} charm-resources mariadb --format json",
          .see_also = {"resources", "attach-resource", "info"},
          .declare = declare_charm_resources,
          .run = run_charm_resources};
}

} // namespace periapt::cli
