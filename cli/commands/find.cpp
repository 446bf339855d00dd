#include "cli/commands/find.h"

#include "cli/charm_fetching.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"

#include <sstream>

namespace periapt::cli {

namespace {

void declare_find(OptionSet& options) {
  declare_format(options, "tabular, json or yaml", "tabular");
  declare_colour(options);
  options.value("charmhub-url", "INDEX", "the store index: a folder of charms or a git+… repository of them")
      .value("category", "CATEGORY", "accepted; an index has no categories")
      .value("channel", "CHANNEL", "accepted; what the index has now is searched")
      .value("columns", "LETTERS", "accepted; the table has a name, a summary and a source", "nbvps")
      .value("publisher", "NAME", "accepted; an index names no publishers")
      .value("type", "charm|bundle", "an index holds charms only");
}

void run_find(Session& session) {
  const auto& words = session.arguments.positional();
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto type = session.arguments.text("type");
  if (!type.empty() && type != "charm" && type != "bundle")
    throw UsageError(fmt::format("expected type to be charm or bundle, not \"{}\"", type));
  std::string query;
  for (const auto& word : words) query += word + " ";
  const ScratchFolder scratch;
  const auto index = read_store_index(session, scratch.path());
  const auto found = type == "bundle" ? decltype(index.charms){} : source::search_index(index.charms, query);
  if (found.empty()) return session.console.info("No matching charms");
  if (session.format() != "tabular") {
    Map document;
    for (const auto& one : found)
      document.emplace_back(one.name, Map{{"summary", one.summary}, {"source", one.source}});
    return session.print(render(std::move(document), session.format()));
  }
  Table table({"Name", "Summary", "Source"});
  for (const auto& one : found) table.add({one.name, one.summary, one.source});
  std::ostringstream text;
  table.print(text, session.colour());
  session.print(text.str());
}

} // namespace

Command find_charms_command() {
  return {.name = "find",
          .aliases = {},
          .arguments = "[<words>]",
          .purpose = "Searches a store index for charms.",
          .details =
              R"(A store index is a folder, or a git repository (git+https://…, git+file://…), that holds charms: each folder
with a metadata.yaml is one, and a file index.yaml may name more that lie elsewhere. It is named with
--charmhub-url or MODEL_CHARM_STORE. Charms whose name, summary or interfaces hold every word are listed.)",
          .examples = "MODEL_CHARM_STORE=./charms {program} find mysql\n"
                      "{program} find --charmhub-url git+https://example.com/charms database",
          .see_also = {"info", "download", "deploy"},
          .declare = declare_find,
          .run = run_find};
}

} // namespace periapt::cli
