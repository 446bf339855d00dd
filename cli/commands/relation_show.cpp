#include "cli/commands/relation_show.h"

#include "cli/formatters/output.h"
#include "cli/formatters/relation_documents.h"
#include "cli/relation_words.h"

namespace periapt::cli {

namespace {

void declare_relation_show(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
}

void run_relation_show(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto details = named_relation(session);
  session.print(session.format() == "tabular" ? relation_text(details, session.colour())
                                              : render(relation_document(details), session.format()));
}

} // namespace

Command relation_show_command() {
  return {.name = "relation show",
          .aliases = {},
          .arguments = relation_arguments,
          .purpose = "Shows what both sides of a relation have published.",
          .details = "The data of both applications and of each of their units, and who wrote each key in which hook. Values\n"
                     "are shown as they are, passwords too, as \"{program} show-unit\" does.",
          .examples = "{program} relation show wordpress mariadb\n{program} relation show 4 --format json",
          .see_also = {"relation log", "show-unit", "promises"},
          .declare = declare_relation_show,
          .run = run_relation_show};
}

} // namespace periapt::cli
