#include "cli/planned_run.h"

#include "cli/captured_run.h"
#include "cli/command_table.h"
#include "cli/formatters/plan_documents.h"
#include "cli/outcome.h"

#include <fmt/ranges.h>

namespace periapt::cli {
namespace {

void check_plannable(const std::vector<std::string>& words, const std::string& program) {
  const auto* command = match_command(words).command;
  if (!command) throw UsageError(fmt::format("\"{}\" is not a {} command", words.front(), program));
  if (command->plannable) return;
  std::string names;
  for (const auto& one : all_commands())
    if (one.plannable) names += "\n  " + one.name;
  throw UsageError(fmt::format("\"{}\" cannot be planned; these can:{}", command->name, names));
}

} // namespace

std::string PlannedRun::effects() const {
  auto lasting = plan;
  lasting.conflicts.clear();
  return plan_text(lasting, bundle_changes);
}

PlannedRun run_for_plan(const Session& session, const std::vector<std::string>& words, std::optional<std::string> if_revision) {
  check_plannable(words, session.surroundings.program);
  WriteConditions conditions{.plan = true, .if_revision = std::move(if_revision)};
  auto surroundings = session.surroundings;
  surroundings.conditions = &conditions;
  const auto answer = run_captured(surroundings, words);
  if (answer.status != exit_success) {
    session.console.err << answer.err << std::flush;
    throw AlreadyReported{answer.status};
  }
  if (!conditions.made)
    throw make_error(ErrorKind::invalid, "\"{}\" asks for no change of a model: there is nothing to plan", fmt::join(words, " "));
  return {std::move(conditions.model), *std::move(conditions.made), std::move(conditions.bundle_changes)};
}

} // namespace periapt::cli
