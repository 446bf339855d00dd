#include "cli/commands/wait.h"

#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/settlement.h"

#include <fmt/ranges.h>

#include <chrono>

namespace periapt::cli {

namespace {

using std::chrono::milliseconds;

void declare_wait(OptionSet& options) {
  declare_model(options);
  options.value("timeout", "DURATION", "how long to wait", "10m0s");
  declare_format(options, "tabular, json or yaml", "tabular");
}

std::string line_of(const WaitedFor& one) { return fmt::format("{}: {}", one.about, one.reason); }

Value settlement_document(const Settlement& settlement) {
  List waiting, errors;
  for (const auto& one : settlement.waiting)
    waiting.push_back(Record().add("about", one.about).add("reason", one.reason).value());
  for (const auto& one : settlement.errors)
    errors.push_back(Record().add("unit", one.unit).add("message", one.message).value());
  return Record()
      .add("settled", settlement.waiting.empty())
      .add("revision", settlement.revision)
      .add_if("waiting", std::move(waiting))
      .add_if("errors", std::move(errors))
      .value();
}

/// What keeps the model last, once it has settled or the time is over.
Settlement wait_until_settled(Session& session, ModelClient& model) {
  const auto end = std::chrono::steady_clock::now() + session.arguments.duration("timeout");
  auto events = model.client().events(model.target({"settlement"}));
  Settlement settlement{.revision = {}, .waiting = {{"controller", "it does not answer"}}};
  ProgressLine line(session.console);
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
    const auto event = events.next(std::max(left, milliseconds(0)));
    if (!event) return settlement;
    settlement = wire::decode<Settlement>(event->data);
    if (settlement.waiting.empty()) return settlement;
    const auto more = settlement.waiting.size() - 1;
    line.show(fmt::format("Waiting for {}{}", line_of(settlement.waiting.front()), more ? fmt::format(", and {} more", more) : ""));
  }
}

void run_wait(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  refuse_surplus(session.arguments.positional(), 0);
  session.arguments.duration("timeout"); // a wrong one is said before anything is asked
  auto model = session.model();
  const auto settlement = wait_until_settled(session, model);
  const bool settled = settlement.waiting.empty();
  if (session.format() != "tabular") session.print(render(settlement_document(settlement), session.format()));
  else if (settled && settlement.errors.empty()) session.console.info("Model " + model.model().qualified() + " has settled.");
  for (const auto& one : settlement.errors)
    session.console.error(fmt::format("{} is in error: {}; see: {} why {}", one.unit, one.message, session.surroundings.program, one.unit));
  if (!settled) {
    std::vector<std::string> lines;
    for (const auto& one : settlement.waiting) lines.push_back(line_of(one));
    throw make_error(ErrorKind::unavailable, "timed out waiting for model {} to settle:\n  {}", model.model().qualified(),
                     fmt::join(lines, "\n  "));
  }
  if (!settlement.errors.empty()) throw AlreadyReported{};
}

} // namespace

Command wait_command() {
  return {.name = "wait",
          .aliases = {},
          .arguments = "",
          .purpose = "Waits until everything that was asked of the model has been done.",
          .details =
              R"(The controller knows when a model has come to rest: every machine that is wanted is there, each agent has been told
everything, has run every hook that follows from it, and has reported what came of it, and none of this has given
anybody more to do. What units wait for inside their charms, a database that still starts for instance, is their status;
for that see wait-for.

Ends with status 1, and names them, where units are in error when the model has come to rest, and where it does
not come to rest in time: then with what it still waits for.)",
          .examples = "{program} relate wordpress mariadb && {program} wait\n"
                      "{program} wait -m shop --timeout 2m\n"
                      "{program} wait --format json",
          .see_also = {"wait-for", "plan", "why", "status"},
          .declare = declare_wait,
          .run = run_wait};
}

} // namespace periapt::cli
