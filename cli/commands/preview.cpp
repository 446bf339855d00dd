#include "cli/commands/preview.h"

#include "cli/formatters/handler_documents.h"
#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/task_watch.h"
#include "core/handler_outcome.h"
#include "core/preview_task.h"
#include "wire/codec.h"

namespace periapt::cli {

namespace {

constexpr std::chrono::minutes default_patience(5);
constexpr const char* default_event = "config-changed";

void declare_preview(OptionSet& options) {
  declare_model(options);
  declare_format(options, "text, json or yaml", "text");
  options.value("wait", "DURATION", "how long to wait; 5m unless given, negative: for ever", "0s");
}

wire::TaskInfo preview_task(Session& session, const std::string& unit, const std::string& event) {
  auto model = session.model();
  const auto parameters = render(Record().add("event", event).value(), "json");
  const auto operation = model.post<wire::OperationInfo>(
      {"actions"},
      wire::RunAction{.units = {unit}, .action = std::string(preview_action), .parameters = {parameters}});
  const auto& task = operation.tasks.at(0);
  if (is_over(task.status)) return task;
  const auto wait = session.arguments.duration("wait");
  auto ended = TaskWatch(model, wait.count() == 0 ? default_patience : wait).task(task.id);
  if (!ended)
    throw make_error(ErrorKind::unavailable, "timed out waiting for the preview: see '{} show-task {}'",
                     session.surroundings.program, task.id);
  return *std::move(ended);
}

/// What the adapter has printed: the outcome.
HandlerOutcome outcome_in(const wire::TaskInfo& task) {
  const auto results = results_of(task, {});
  if (const auto* map = std::get_if<Map>(&results.data))
    for (const auto& [key, value] : *map)
      if (const auto* text = std::get_if<std::string>(&value.data); text && key == "stdout")
        return wire::decode<HandlerOutcome>(*text);
  throw Error(ErrorKind::conflict, task.message.empty() ? "the preview has ended without a result" : task.message);
}

void run_preview(Session& session) {
  const auto& names = session.arguments.positional();
  if (names.empty()) throw UsageError("no unit specified");
  refuse_surplus(names, 2);
  check_format(session.format(), {"text", "json", "yaml"});
  if (!UnitName::parse(names[0])) throw UsageError(fmt::format("invalid unit name \"{}\"", names[0]));
  const auto outcome = outcome_in(preview_task(session, names[0], names.size() > 1 ? names[1] : default_event));
  if (session.format() == "text") session.print(preview_text(outcome));
  else session.print(render(preview_document(outcome), session.format()));
  if (outcome.result == HandlerResult::failed) throw Error(ErrorKind::conflict, outcome.reason);
}

} // namespace

Command preview_command() {
  return {.name = "preview",
          .aliases = {},
          .arguments = "<unit> [<event>]",
          .purpose = "Says what a unit's handler of an event would change now, without changing it.",
          .details =
              R"(The unit asks the tool that its charm has bound to the event (config-changed unless another is given) for a dry
run: puppet --noop, ansible-playbook --check --diff, cf-agent --dry-run, chef-solo --why-run. A script is asked only
if its handler says "preview: true"; it then sees PERIAPT_NOOP=1. Hook tools read, and do not write. An event of a
relation is that of its first relation and unit.

  ~  would change    !  not predictable, or failing    -  skipped

A preview is advice: what a command does is not known before, nor is what depends on it. What is kept is not listed.)",
          .examples = "{program} preview wordpress/0\n{program} preview wordpress/0 database-relation-changed",
          .see_also = {"promises", "config"},
          .declare = declare_preview,
          .run = run_preview};
}

} // namespace periapt::cli
