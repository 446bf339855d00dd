#include "cli/removal.h"

#include "cli/command.h"
#include "cli/outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace periapt::cli {

namespace {

wire::RemovalPlans ask_for(const Session& session, ModelClient& model, const Removal& removal, bool dry_run) {
  return model.post<wire::RemovalPlans>({removal.collection, "remove"},
                                        wire::Remove{.names = removal.names,
                                                     .dry_run = dry_run,
                                                     .force = session.arguments.flag("force"),
                                                     .destroy_storage = session.arguments.flag("destroy-storage")});
}

bool is_machine(const Removal& removal) { return std::string_view(removal.noun) == "machine"; }

std::string plan_text(const Removal& removal, const wire::RemovalPlans& plans) {
  std::string text;
  for (const auto& plan : plans.plans) {
    if (plan.error) continue;
    text += fmt::format("will remove {} {}\n", removal.noun, plan.name);
    for (const auto& unit : plan.units)
      if (unit != plan.name) text += fmt::format("- will remove unit {}\n", unit);
    for (const auto& id : plan.destroyed_storage) text += fmt::format("- will remove storage {}\n", id);
    for (const auto& id : plan.detached_storage) text += fmt::format("- will detach storage {}\n", id);
  }
  return text;
}

bool takes_units(const wire::RemovalPlans& plans) {
  return std::any_of(plans.plans.begin(), plans.plans.end(), [](const auto& plan) { return !plan.units.empty(); });
}

/// True when none failed.
bool report_errors(Session& session, const Removal& removal, const wire::RemovalPlans& plans) {
  bool all_well = true;
  for (const auto& plan : plans.plans) {
    if (!plan.error) continue;
    const auto name = is_machine(removal) ? "" : " " + plan.name; // its error names it
    session.console.error(fmt::format("removing {}{} failed: {}", removal.noun, name, *plan.error));
    all_well = false;
  }
  return all_well;
}

bool must_ask(const Session& session, ModelClient& model) {
  if (session.arguments.flag("no-prompt") || session.surroundings.conditions) return false; // a plan has been seen
  const auto settings = model.get<wire::ModelConfig>({"config"}).values;
  const auto mode = settings.find("mode");
  return mode == settings.end() || mode->second.find("requires-prompts") != std::string::npos;
}

void ask(Session& session, ModelClient& model, const Removal& removal) {
  const auto plans = ask_for(session, model, removal, true);
  if (!report_errors(session, removal, plans)) throw AlreadyReported{};
  session.console.warning("This command will perform the following actions:");
  session.console.out << plan_text(removal, plans) << std::flush;
  if (!session.console.confirm("Continue [y/N]? "))
    throw make_error(ErrorKind::conflict, "{} removal: aborted", removal.noun);
}

} // namespace

void declare_removal(OptionSet& options) {
  declare_model(options);
  options.flag("dry-run", "only say what would be removed")
      .flag("no-prompt", "do not ask")
      .flag("force", "remove also what is in error or cannot be reached")
      .flag("no-wait", "with --force: do not wait between the steps")
      .flag("destroy-storage", "also destroy storage that would be kept");
}

void check_removal(const Arguments& arguments) {
  if (arguments.flag("no-wait") && !arguments.flag("force")) throw UsageError("--no-wait without --force not valid");
}

void remove_things(Session& session, ModelClient& model, const Removal& removal) {
  const bool dry_run = session.arguments.flag("dry-run");
  const bool asked = !dry_run && must_ask(session, model);
  if (asked) ask(session, model, removal);
  const auto plans = ask_for(session, model, removal, dry_run);
  if (!asked) session.console.out << plan_text(removal, plans) << std::flush;
  if (dry_run && is_machine(removal) && takes_units(plans)) session.console.info("\nThis will require `--force`");
  if (!report_errors(session, removal, plans)) throw AlreadyReported{};
}

} // namespace periapt::cli
