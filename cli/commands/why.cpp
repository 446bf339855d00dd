#include "cli/commands/why.h"

#include "cli/formatters/cause_documents.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_why(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
}

Explanations asked(ModelClient& model, const std::vector<std::string>& names) {
  const auto target = model.target({"why"});
  if (names.empty()) return model.client().get<Explanations>(target);
  Explanations all;
  for (const auto& name : names)
    for (auto& unit : model.client().get<Explanations>(client::with_query(target, {{"about", name}})).units)
      all.units.push_back(std::move(unit));
  return all;
}

void run_why(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto& names = session.arguments.positional();
  auto model = session.model();
  const auto explanations = asked(model, names);
  const auto& program = session.surroundings.program;
  if (session.format() != "tabular") return session.print(render(causes_document(explanations, program), session.format()));
  if (explanations.units.empty())
    return session.console.info(names.empty() ? "Every unit is active and idle." : "No units to explain.");
  session.print(causes_text(explanations, program, session.colour()));
}

} // namespace

Command why_command() {
  return {.name = "why",
          .aliases = {},
          .arguments = "[<unit> | <application> ...]",
          .purpose = "Says why units are as they are, and what can be done.",
          .details = "Follows the chain of causes: a hook that failed with what it said last, a charm that waits, an endpoint\n"
                     "that nobody is related to, what the other side of a relation has promised and not given, and why that\n"
                     "unit is as it is; a machine that does not start, and who holds its lock. Without a name it explains\n"
                     "every unit that is not active and idle.",
          .examples = "{program} why\n{program} why wordpress/0\n{program} why wordpress --format json",
          .see_also = {"status", "resolved", "promises", "relation show", "debug-log"},
          .declare = declare_why,
          .run = run_why};
}

} // namespace periapt::cli
