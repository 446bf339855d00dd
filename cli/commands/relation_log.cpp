#include "cli/commands/relation_log.h"

#include "cli/formatters/output.h"
#include "cli/formatters/relation_documents.h"
#include "cli/relation_words.h"

namespace periapt::cli {

namespace {

void declare_relation_log(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("utc", "times in UTC, as 2006-01-02 15:04:05Z");
}

void run_relation_log(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto details = named_relation(session);
  if (session.format() != "tabular") return session.print(render(relation_writes_document(details), session.format()));
  if (details.writes.empty()) return session.console.info("Nothing has been published in this relation.");
  session.print(relation_writes_table(details, session.colour(), session.iso_time()));
}

} // namespace

Command relation_log_command() {
  return {.name = "relation log",
          .aliases = {},
          .arguments = relation_arguments,
          .purpose = "Shows who wrote which key in a relation, when, and in which hook.",
          .details = "The newest hundred writes of each bag, oldest first. A key that was removed has a \"-\" before it. What was\n"
                     "written is not kept, only that it was.",
          .examples = "{program} relation log wordpress mariadb\n{program} relation log 4 --format json",
          .see_also = {"relation show", "show-status-log", "debug-log"},
          .declare = declare_relation_log,
          .run = run_relation_log};
}

} // namespace periapt::cli
