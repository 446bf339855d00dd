#include "cli/commands/info.h"

#include "cli/charm_fetching.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_info(OptionSet& options) {
  declare_format(options, "tabular, json or yaml", "tabular");
  options.value("charmhub-url", "INDEX", "the store index: a folder of charms or a git+… repository of them")
      .value("arch", "ARCH", "accepted", "all")
      .value("base", "BASE", "accepted")
      .value("channel", "CHANNEL", "accepted; what the index has now is described")
      .flag("config", "accepted; options are always told")
      .value("revision", "N", "accepted", "-1")
      .value("series", "SERIES", "accepted", "all")
      .value("track", "TRACK", "accepted")
      .value("unicode", "auto|always|never", "accepted", "auto");
}

const char* section_of_role(Role role) {
  switch (role) {
  case Role::provider: return "provides";
  case Role::requirer: return "requires";
  default: return "peers";
  }
}

Map info_document(const source::IndexedCharm& one) {
  Map document{{"name", one.name}, {"summary", one.summary}, {"source", one.source}};
  if (!one.charm) return document;
  document.emplace_back("description", one.charm->description);
  document.emplace_back("subordinate", one.charm->subordinate);
  for (const auto role : {Role::provider, Role::requirer, Role::peer}) {
    Map endpoints;
    for (const auto& endpoint : one.charm->endpoints)
      if (endpoint.role == role) endpoints.emplace_back(endpoint.name, endpoint.interface);
    if (!endpoints.empty()) document.emplace_back(section_of_role(role), std::move(endpoints));
  }
  Map options;
  for (const auto& [name, option] : one.charm->config) options.emplace_back(name, option.description);
  if (!options.empty()) document.emplace_back("config", std::move(options));
  return document;
}

void run_info(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("expected a charm or bundle name");
  refuse_surplus(words, 1);
  check_format(session.format(), {"tabular", "yaml", "json"});
  const ScratchFolder scratch;
  const auto index = read_store_index(session, scratch.path());
  // What is told of a charm nests, so the form for people is the yaml one.
  session.print(render(info_document(find_indexed(index.charms, words.front(), index.address)),
                       session.format() == "tabular" ? "yaml" : session.format()));
}

} // namespace

Command info_command() {
  return {.name = "info",
          .aliases = {},
          .arguments = "<charm>",
          .purpose = "Describes a charm of a store index.",
          .details = "What a store index is, \"{program} help find\" says.",
          .examples = "MODEL_CHARM_STORE=./charms {program} info mariadb",
          .see_also = {"find", "download", "deploy"},
          .declare = declare_info,
          .run = run_info};
}

} // namespace periapt::cli
