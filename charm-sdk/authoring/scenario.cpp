#include "authoring/scenario.h"

#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "core/duration.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::authoring {
namespace {

using charm::YamlReader;
using charm::YamlType;
using std::chrono::milliseconds;

constexpr milliseconds usual_patience{30'000};
constexpr charm::YamlLimits scenario_limits{.bytes = 256 << 10, .depth = 16, .nodes = 20'000};

/// A scalar as it is written.
std::string text_of(const YamlReader& value) {
  const auto type = value.node().type();
  if (type == YamlType::sequence || type == YamlType::mapping || type == YamlType::null)
    value.fail(fmt::format("expected a text, got {}", value.node().description()));
  return value.node().text();
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

milliseconds patience_of(const YamlReader& map, milliseconds usual) {
  const auto within = map.find("within");
  if (!within) return usual;
  const auto given = parse_duration(text_of(*within));
  if (!given || *given <= milliseconds(0)) within->fail("expected a duration like 30s or 2m");
  return *given;
}

void require_keys(const YamlReader& map, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : map.as_map())
    if (std::find(known.begin(), known.end(), key) == known.end())
      value.fail(fmt::format("unknown key; known are {}", fmt::join(known, ", ")));
}

std::string application_of(const YamlReader& value) {
  const auto name = text_of(value);
  if (!is_valid_application_name(name)) value.fail(fmt::format("\"{}\" is no application's name", name));
  return name;
}

std::string unit_of(const YamlReader& value) {
  const auto name = text_of(value);
  if (!UnitName::parse(name)) value.fail(fmt::format("\"{}\" is no unit's name", name));
  return name;
}

void require_unit_or_application(const std::string& name, const YamlReader& value) {
  if (!UnitName::parse(name) && !is_valid_application_name(name))
    value.fail(fmt::format("\"{}\" is the name of no unit and no application", name));
}

std::string count_of(const YamlReader& count) {
  if (count.as_int() < 0 || count.as_int() > 100) count.fail("expected a number from 0 to 100");
  return std::to_string(count.as_int());
}

// --- what is done -----------------------------------------------------------------------------

Command read_deploy(const YamlReader& step) {
  require_keys(step, {"deploy", "charm", "config", "units"});
  Command command{.words = {"add-charm", "", application_of(step.at("deploy"))}, .charm = {}, .prints = {}, .results = {}};
  if (const auto charm = step.find("charm")) command.charm = text_of(*charm);
  if (const auto config = step.find("config"))
    for (const auto& [key, value] : config->as_map())
      command.words.insert(command.words.end(), {"--config", key + "=" + text_of(value)});
  if (const auto units = step.find("units")) command.words.insert(command.words.end(), {"--num-units", count_of(*units)});
  return command;
}

Command read_relate(const YamlReader& step, const char* verb, const char* program) {
  require_keys(step, {verb});
  const auto ends = step.at(verb);
  if (ends.node().type() != YamlType::sequence || ends.as_list().size() != 2) ends.fail("expected two endpoints");
  Command command{.words = {program}, .charm = {}, .prints = {}, .results = {}};
  for (const auto& end : ends.as_list()) command.words.push_back(text_of(end));
  return command;
}

Command read_config(const YamlReader& step) {
  require_keys(step, {"config", "set", "reset"});
  Command command{.words = {"config", application_of(step.at("config"))}, .charm = {}, .prints = {}, .results = {}};
  if (const auto set = step.find("set"))
    for (const auto& [key, value] : set->as_map()) command.words.push_back(key + "=" + text_of(value));
  if (const auto reset = step.find("reset"))
    for (const auto& key : reset->as_list()) command.words.insert(command.words.end(), {"--reset", text_of(key)});
  if (command.words.size() == 2) step.fail("says neither what to set nor what to reset");
  return command;
}

Command read_run(const YamlReader& step) {
  require_keys(step, {"run", "on", "with", "results", "fails"});
  Command command{.words = {"run", unit_of(step.at("on")), text_of(step.at("run"))}, .charm = {}, .prints = {}, .results = {}};
  if (const auto with = step.find("with"))
    for (const auto& [key, value] : with->as_map())
      command.words.push_back(key + "=" + charm::write_json(value.node().value()));
  command.words.insert(command.words.end(), {"--format", "json"});
  if (const auto results = step.find("results"))
    for (const auto& [key, value] : results->as_map()) command.results.emplace_back(key, text_of(value));
  if (const auto fails = step.find("fails")) command.fails = fails->as_bool();
  return command;
}

Command read_exec(const YamlReader& step) {
  require_keys(step, {"exec", "on", "prints", "fails"});
  Command command{.words = {"exec", "--unit", unit_of(step.at("on")), "--", text_of(step.at("exec"))}, .charm = {}, .prints = {}, .results = {}};
  if (const auto prints = step.find("prints")) command.prints = text_of(*prints);
  if (const auto fails = step.find("fails")) command.fails = fails->as_bool();
  return command;
}

Command read_named(const YamlReader& step, const char* verb, std::vector<std::string> words, bool unit) {
  require_keys(step, {verb});
  words.push_back(unit ? unit_of(step.at(verb)) : application_of(step.at(verb)));
  return {.words = std::move(words), .charm = {}, .prints = {}, .results = {}};
}

// --- what is expected -------------------------------------------------------------------------

ExpectedStatus read_status(const std::string& of, const YamlReader& value) {
  require_unit_or_application(of, value);
  if (value.node().type() != YamlType::mapping) return {.of = of, .status = text_of(value), .message = {}};
  require_keys(value, {"status", "message"});
  ExpectedStatus expected{.of = of, .status = value.has("status") ? text_of(value.at("status")) : "*", .message = {}};
  if (value.has("message")) expected.message = text_of(value.at("message"));
  return expected;
}

void read_data(const std::string& publisher, const YamlReader& endpoints, std::vector<ExpectedData>& all) {
  require_unit_or_application(publisher, endpoints);
  for (const auto& [endpoint, bag] : endpoints.as_map())
    for (const auto& [key, value] : bag.as_map())
      all.push_back({publisher, endpoint, key,
                     value.node().is_null() ? std::nullopt : std::optional<std::string>(text_of(value))});
}

Expectation read_expectation(const YamlReader& step, milliseconds usual) {
  require_keys(step, {"expect", "within"});
  const auto expect = step.at("expect");
  require_keys(expect, {"status", "data", "ports"});
  Expectation expectation{.statuses = {}, .data = {}, .ports = {}, .within = patience_of(step, usual)};
  if (const auto statuses = expect.find("status"))
    for (const auto& [of, value] : statuses->as_map()) expectation.statuses.push_back(read_status(of, value));
  if (const auto data = expect.find("data"))
    for (const auto& [publisher, endpoints] : data->as_map()) read_data(publisher, endpoints, expectation.data);
  if (const auto ports = expect.find("ports"))
    for (const auto& [unit, list] : ports->as_map()) {
      if (!UnitName::parse(unit)) list.fail(fmt::format("\"{}\" is no unit's name", unit));
      expectation.ports.push_back({unit, list.as_strings()});
      std::sort(expectation.ports.back().ports.begin(), expectation.ports.back().ports.end());
    }
  if (expectation.statuses.empty() && expectation.data.empty() && expectation.ports.empty())
    expect.fail("expects nothing: known are status, data, ports");
  return expectation;
}

std::string title_of(const Expectation& expectation) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& one : expectation.statuses) add(one.of);
  for (const auto& one : expectation.data) add(one.publisher);
  for (const auto& one : expectation.ports) add(one.unit);
  return fmt::format("expect of {}", fmt::join(names, ", "));
}

Command read_command(const YamlReader& step) {
  if (step.has("deploy")) return read_deploy(step);
  if (step.has("relate")) return read_relate(step, "relate", "integrate");
  if (step.has("unrelate")) return read_relate(step, "unrelate", "remove-relation");
  if (step.has("run")) return read_run(step);
  if (step.has("exec")) return read_exec(step);
  if (step.has("config")) return read_config(step); // behind deploy, which has a key of that name
  if (step.has("add-unit")) return read_named(step, "add-unit", {"add-unit"}, false);
  if (step.has("remove-unit")) return read_named(step, "remove-unit", {"remove-unit", "--no-prompt"}, true);
  if (step.has("remove")) return read_named(step, "remove", {"remove-application", "--no-prompt"}, false);
  if (step.has("resolve")) return read_named(step, "resolve", {"resolved"}, true);
  step.fail("expected deploy, relate, unrelate, config, run, exec, add-unit, remove-unit, remove, resolve or expect");
}

/// As the file says it: the verb, and whom it is about.
std::string title_of(const YamlReader& step) {
  for (const auto* verb : {"deploy", "relate", "unrelate", "run", "exec", "config", "add-unit", "remove-unit", "remove", "resolve"})
    if (const auto value = step.find(verb)) {
      const auto whom = value->node().type() == YamlType::sequence ? joined(value->as_strings()) : text_of(*value);
      const auto on = step.find("on");
      return fmt::format("{} {}{}", verb, whom, on ? " on " + text_of(*on) : "");
    }
  return "";
}

Step read_step(const YamlReader& step, milliseconds patience) {
  step.as_map();
  const int line = step.node().line();
  if (!step.has("expect")) {
    auto command = read_command(step);
    return {.line = line, .title = title_of(step), .what = std::move(command)};
  }
  auto expectation = read_expectation(step, patience);
  auto title = title_of(expectation);
  return {.line = line, .title = std::move(title), .what = std::move(expectation)};
}

} // namespace

Scenario parse_scenario(std::string_view yaml) {
  const YamlReader root("scenario", charm::parse_yaml(yaml, scenario_limits));
  require_keys(root, {"summary", "within", "steps"});
  Scenario scenario;
  if (const auto summary = root.find("summary")) scenario.summary = text_of(*summary);
  const auto patience = patience_of(root, usual_patience);
  for (const auto& step : root.at("steps").as_list()) scenario.steps.push_back(read_step(step, patience));
  if (scenario.steps.empty()) root.at("steps").fail("expected at least one step");
  return scenario;
}

Scenario usual_scenario(const std::string& name) {
  return parse_scenario(fmt::format("summary: it becomes active\nsteps:\n- deploy: {0}\n- expect: {{status: {{{0}/0: active}}}}\n", name));
}

} // namespace periapt::authoring
