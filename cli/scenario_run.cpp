#include "cli/scenario_run.h"

#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "cli/formatters/glob.h"
#include "cli/formatters/log_text.h"
#include "cli/formatters/status_display.h"
#include "cli/log_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace periapt::cli {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_look{200}; // not every change of a bag is an event of the model
constexpr std::size_t shown_log_lines = 15;

milliseconds since(Clock::time_point moment) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - moment);
}

std::string without_end(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

class ScenarioRun {
public:
  explicit ScenarioRun(const ThrowAwayController& controller)
      : controller_(controller), console_(in_, out_, err_), arguments_(Arguments::parse(options_, {})),
        session_(controller.surroundings(), console_, arguments_) {}

  StepResult run(const authoring::Step& step) {
    StepResult result{.line = step.line, .title = step.title, .took = {}, .failure = {}, .log = {}};
    units_.clear();
    const auto begin = Clock::now();
    try {
      if (const auto* command = std::get_if<authoring::Command>(&step.what)) result.failure = carry_out(*command);
      else result.failure = wait_for(std::get<authoring::Expectation>(step.what));
    } catch (const std::exception& error) {
      result.failure = {error.what()};
    }
    result.took = since(begin);
    if (!result.failure.empty()) result.log = last_lines();
    return result;
  }

private:
  // --- doing ----------------------------------------------------------------------------------

  std::vector<std::string> carry_out(const authoring::Command& command) {
    const auto& words = command.words;
    if (words.front() == "run") units_.insert(words[1]);
    if (words.front() == "exec") units_.insert(words[2]);
    const auto answer = controller_.run(words);
    if (words.front() == "run") return judge_action(command, answer);
    if (command.fails && answer.status == 0) return {"expected it to fail, but it succeeded"};
    if (!command.fails && answer.status != 0) return {without_end(answer.err)};
    const auto printed = without_end(answer.out);
    if (command.prints && !glob_matches(*command.prints, printed))
      return {fmt::format("expected it to print \"{}\", printed \"{}\"", *command.prints, printed)};
    return {};
  }

  static std::vector<std::string> judge_action(const authoring::Command& command, const CommandAnswer& answer) {
    const auto document = answer.out.empty() ? charm::YamlValue() : charm::parse_json(answer.out);
    const auto at = [&](std::vector<std::string> keys) {
      keys.insert(keys.begin(), command.words[1]);
      const auto* found = charm::find_path(document, keys);
      if (!found) return std::string();
      const auto* text = std::get_if<std::string>(&found->data);
      return text ? *text : charm::write_json(*found);
    };
    const bool failed = answer.status != 0 || at({"status"}) != "completed";
    if (failed != command.fails) {
      if (!failed) return {"expected the action to fail, but it succeeded"};
      const auto said = without_end(answer.err);
      return {fmt::format("the action failed: {}", said.empty() ? at({"message"}) : said)};
    }
    std::vector<std::string> unmet;
    for (const auto& [key, value] : command.results) {
      std::vector<std::string> keys{"results"};
      for (auto& part : split(key, '.')) keys.push_back(std::move(part));
      const auto is = at(keys);
      if (!glob_matches(value, is)) unmet.push_back(fmt::format("expected the result {} \"{}\", is \"{}\"", key, value, is));
    }
    return unmet;
  }

  // --- expecting ------------------------------------------------------------------------------

  std::vector<std::string> wait_for(const authoring::Expectation& expectation) {
    auto model = session_.model();
    const auto end = Clock::now() + expectation.within;
    for (;;) {
      auto report = model.get<StatusReport>({"status"});
      const auto revision = report.revision;
      derive_application_statuses(report);
      present_units(report);
      const auto unmet = ExpectationCheck(model, report).unmet(expectation);
      if (unmet.empty()) return {};
      const bool hopeless = std::any_of(unmet.begin(), unmet.end(), [](const Unmet& one) { return one.hopeless; });
      if (hopeless || Clock::now() >= end) return told(unmet, hopeless ? "" : fmt::format(" after {}", shown(expectation.within)));
      const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
      model.client().events(model.target({"events"}), revision)
          .next(std::max(milliseconds(1), std::min(left, longest_look)));
    }
  }

  static std::string shown(milliseconds time) {
    return time.count() % 1000 == 0 ? fmt::format("{} s", time.count() / 1000) : fmt::format("{} ms", time.count());
  }

  std::vector<std::string> told(const std::vector<Unmet>& unmet, const std::string& when) {
    std::vector<std::string> texts;
    for (const auto& one : unmet) {
      texts.push_back(one.text + when);
      if (!one.unit.empty()) units_.insert(one.unit);
    }
    return texts;
  }

  /// Of the units concerned, oldest first.
  std::vector<std::string> last_lines() {
    std::vector<std::string> lines;
    if (units_.empty()) return lines;
    auto model = session_.model();
    LogReader reader(model, {.include = {units_.begin(), units_.end()}});
    for (const auto& line : reader.newest(shown_log_lines)) lines.push_back(without_end(log_text(line, {.milliseconds = true})));
    return lines;
  }

  const ThrowAwayController& controller_;
  std::istringstream in_;
  std::ostringstream out_, err_;
  Console console_;
  OptionSet options_;
  Arguments arguments_;
  Session session_;
  std::set<std::string> units_; // that the current step is about
};

} // namespace

std::vector<StepResult> run_scenario(const ThrowAwayController& controller, const authoring::Scenario& scenario,
                                     const std::function<void(const StepResult&)>& told) {
  ScenarioRun run(controller);
  std::vector<StepResult> results;
  for (const auto& step : scenario.steps) {
    results.push_back(run.run(step));
    told(results.back());
    if (!results.back().failure.empty()) break;
  }
  return results;
}

} // namespace periapt::cli
