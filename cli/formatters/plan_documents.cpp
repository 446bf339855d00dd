#include "cli/formatters/plan_documents.h"

#include "cli/formatters/table.h"

#include <fmt/ranges.h>

#include <sstream>

namespace periapt::cli {
namespace {

constexpr std::size_t hooks_width = 76; // of the hooks' lines

std::string mark_of(PlannedEffect effect) {
  switch (effect) {
  case PlannedEffect::add: return "+";
  case PlannedEffect::change: return "~";
  case PlannedEffect::remove: return "-";
  }
  return {};
}

std::string changes_text(const std::vector<PlannedChange>& changes) {
  std::size_t width = 0;
  const auto subject = [](const PlannedChange& change) {
    return fmt::format("{} {} {}", mark_of(change.effect), change.kind, change.name);
  };
  for (const auto& change : changes) width = std::max(width, subject(change).size());
  std::string text;
  for (const auto& change : changes) {
    if (change.details.empty()) text += subject(change) + "\n";
    else text += fmt::format("{:<{}}  {}\n", subject(change), width, fmt::join(change.details, ", "));
  }
  return text;
}

/// Each unit with its hooks below, as many on a line as fit.
std::string hooks_text(const std::vector<PlannedHooks>& units) {
  std::string text = "\nHooks that follow:\n";
  for (const auto& unit : units) {
    text += fmt::format("{} (machine {})\n", unit.unit, unit.machine);
    std::string line = " ";
    for (std::size_t i = 0; i < unit.hooks.size(); ++i) {
      const auto word = unit.hooks[i] + (i + 1 < unit.hooks.size() ? "," : "");
      if (line.size() > 1 && line.size() + 1 + word.size() > hooks_width) text += line + "\n", line = " ";
      line += " " + word;
    }
    text += line + "\n";
  }
  return text;
}

} // namespace

std::string plan_text(const Plan& plan, const std::vector<std::string>& bundle_changes) {
  std::string text;
  for (const auto& change : bundle_changes) text += "- " + change + "\n";
  text += changes_text(plan.changes);
  if (!plan.hooks.empty()) text += hooks_text(plan.hooks);
  if (!plan.conflicts.empty()) text += fmt::format("\nNot at once:\n- {}\n", fmt::join(plan.conflicts, "\n- "));
  return text;
}

Map plan_fields(const Plan& plan, const std::vector<std::string>& bundle_changes) {
  List changes, hooks;
  for (const auto& change : plan.changes)
    changes.push_back(Record()
                          .add("effect", word_of(change.effect))
                          .add("kind", change.kind)
                          .add("name", change.name)
                          .add_if("details", list_of(change.details))
                          .value());
  for (const auto& unit : plan.hooks)
    hooks.push_back(
        Record().add("unit", unit.unit).add("machine", unit.machine).add("hooks", list_of(unit.hooks)).value());
  Map fields;
  if (!bundle_changes.empty()) fields.emplace_back("bundle-changes", list_of(bundle_changes));
  if (!changes.empty()) fields.emplace_back("changes", std::move(changes));
  if (!hooks.empty()) fields.emplace_back("hooks", std::move(hooks));
  if (!plan.conflicts.empty()) fields.emplace_back("conflicts", list_of(plan.conflicts));
  return fields;
}

} // namespace periapt::cli
