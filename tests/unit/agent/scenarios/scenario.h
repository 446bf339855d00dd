// A scenario as data, and the stage it is played on. The steps are those of scenarios/README.md.
#pragma once

#include "base/file.h"
#include "charm/yaml_reader.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace periapt::scenarios {

struct Step {
  std::string verb;
  std::vector<std::string> words; // of its argument: one, or a list
  int line = 0;
};

struct Scenario {
  std::string name;
  std::string reference;
  bool processes = false; // played with real programs as well (tests/e2e/scenarios_for_real.sh)
  std::vector<Step> steps;
};

inline Step read_step(const charm::YamlReader& step) {
  const auto fields = step.as_map();
  if (fields.size() != 1) step.fail("expected one verb");
  const auto& [verb, argument] = fields.front();
  Step read{.verb = verb, .words = {}, .line = step.node().line()};
  if (argument.node().type() == charm::YamlType::sequence) read.words = argument.as_strings();
  else read.words = {argument.node().text()};
  return read;
}

inline std::vector<Scenario> read_scenarios(const std::filesystem::path& path) {
  const charm::YamlReader document(path.filename().string(), charm::parse_yaml(read_file(path)));
  std::vector<Scenario> scenarios;
  for (const auto& one : document.at("scenarios").as_list()) {
    Scenario scenario{.name = one.at("name").as_string(), .reference = one.at("reference").as_string(), .steps = {}};
    if (const auto processes = one.find("processes")) scenario.processes = processes->as_bool();
    for (const auto& step : one.at("steps").as_list()) scenario.steps.push_back(read_step(step));
    scenarios.push_back(std::move(scenario));
  }
  return scenarios;
}

/// "1" of local:wiki-1.
inline std::string revision_of(const std::string& url) { return url.substr(url.rfind('-') + 1); }

/// Where a unit lives while a scenario is played: it knows some verbs, and what its hooks were.
class Stage {
public:
  virtual ~Stage() = default;

  bool knows(const Scenario& scenario) const {
    for (const auto& step : scenario.steps) {
      if (step.verb != "hooks" && !verbs_.contains(step.verb)) return false;
    }
    return true;
  }
  /// Everything that follows from the step has happened when it returns; for a check: what is so.
  void take(const Step& step) { verbs_.at(step.verb)(step.words); }
  /// Those that have begun since the last call.
  virtual std::vector<std::string> hooks() = 0;
  /// What a check of this verb sees; nullopt: the verb is no check.
  virtual std::optional<std::string> seen(const std::string& verb) = 0;

protected:
  using Words = std::vector<std::string>;
  std::map<std::string, std::function<void(const Words&)>> verbs_;
};

} // namespace periapt::scenarios
