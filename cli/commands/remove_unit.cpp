#include "cli/commands/remove_unit.h"

#include "cli/outcome.h"
#include "cli/removal.h"
#include "core/names.h"

#include <algorithm>

namespace periapt::cli {

namespace {

void declare_remove_unit(OptionSet& options) {
  declare_removal(options);
  options.value("num-units", "N", "with an application's name: remove its N newest units", "0");
}

/// The living units of the application, by number.
std::vector<UnitName> living_units(ModelClient& model, const std::string& application) {
  const auto report = model.get<StatusReport>({"status"});
  std::vector<UnitName> names;
  bool known = false;
  for (const auto& candidate : report.applications) {
    if (candidate.name != application) continue;
    known = true;
    for (const auto& unit : candidate.units)
      if (unit.life == Life::alive) names.emplace_back(unit.name);
  }
  if (!known) throw make_error(ErrorKind::not_found, "application \"{}\" not found", application);
  std::sort(names.begin(), names.end(),
            [](const auto& left, const auto& right) { return left.number() < right.number(); });
  return names;
}

std::vector<std::string> newest_units(Session& session, ModelClient& model, const std::string& application) {
  auto units = living_units(model, application);
  const auto asked = static_cast<std::size_t>(session.arguments.integer("num-units"));
  const auto count = std::min(units.size(), asked);
  session.console.info(fmt::format("scaling down to {} units", units.size() - count));
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(units[units.size() - 1 - i].str());
  return names;
}

void run_remove_unit(Session& session) {
  check_removal(session.arguments);
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no units specified");
  const bool by_count = session.arguments.given("num-units");
  if (by_count && session.arguments.integer("num-units") < 1)
    throw UsageError("specify the number of units to remove with --num-units");
  if (by_count) refuse_surplus(words, 1);
  auto model = session.model();
  if (!by_count)
    for (const auto& word : words) UnitName checked(word);
  const auto names = by_count ? newest_units(session, model, words.front()) : words;
  if (!names.empty()) remove_things(session, model, {.noun = "unit", .collection = "units", .names = names});
}

} // namespace

Command remove_unit_command() {
  return {.name = "remove-unit",
          .aliases = {},
          .arguments = "<unit> [<unit>...] | <application> --num-units N",
          .purpose = "Removes units of an application.",
          .details =
              R"(Each unit leaves its relations, then runs its stop and remove hooks; its machine goes with it when no
other unit is on it. A unit in error holds its removal up until it is resolved, unless --force is given.)",
          .examples = "{program} remove-unit wordpress/1\n{program} remove-unit wordpress --num-units 2",
          .see_also = {"add-unit", "remove-application", "status"},
          .declare = declare_remove_unit,
          .run = run_remove_unit,
          .plannable = true};
}

} // namespace periapt::cli
