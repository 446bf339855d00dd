#include "authoring/scenario.h"

#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "core/duration.h"
#include "core/names.h"
#include "core/storage_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

std::string storage_id_of(const YamlReader& value) {
  const auto id = text_of(value);
  if (!StorageInstanceName::parse(id)) value.fail(fmt::format("\"{}\" is no storage's id", id));
  return id;
}

// --- what is done -----------------------------------------------------------------------------

/// From the file's folder.
std::string path_of(const YamlReader& value, const ScenarioPlaces& places) {
  return (places.folder / text_of(value)).lexically_normal().string();
}

/// The one that is tested, a path, or what add-charm takes.
std::string charm_of(const YamlReader& step, const ScenarioPlaces& places) {
  const auto charm = step.find("charm");
  if (!charm) return places.charm.string();
  const auto text = text_of(*charm);
  return text.starts_with('.') || text.starts_with('/') ? path_of(*charm, places) : text;
}

/// `OPTION KEY=VALUE` for each of a map's entries, or `KEY=VALUE` where there is no option.
template <class ValueOf>
void add_pairs(Command& command, const std::optional<YamlReader>& map, const char* option, ValueOf value_of) {
  if (!map) return;
  for (const auto& [key, value] : map->as_map()) {
    if (option) command.words.push_back(option);
    command.words.push_back(key + "=" + value_of(value));
  }
}

Command read_deploy(const YamlReader& step, const ScenarioPlaces& places) {
  require_keys(step, {"deploy", "charm", "config", "units", "storage", "resources", "trust"});
  Command command{.words = {"add-charm", charm_of(step, places), application_of(step.at("deploy"))}};
  add_pairs(command, step.find("config"), "--config", text_of);
  if (const auto units = step.find("units")) command.words.insert(command.words.end(), {"--num-units", count_of(*units)});
  add_pairs(command, step.find("storage"), "--storage", text_of);
  add_pairs(command, step.find("resources"), "--resource", [&](const YamlReader& file) { return path_of(file, places); });
  if (const auto trust = step.find("trust"); trust && trust->as_bool()) command.words.push_back("--trust");
  return command;
}

Command read_refresh(const YamlReader& step, const ScenarioPlaces& places) {
  require_keys(step, {"refresh", "charm"});
  return {.words = {"refresh", application_of(step.at("refresh")), "--path", charm_of(step, places)}};
}

Command read_ends(const YamlReader& step, const char* verb, const char* program) {
  require_keys(step, {verb});
  const auto ends = step.at(verb);
  if (ends.node().type() != YamlType::sequence || ends.as_list().size() != 2) ends.fail("expected two endpoints");
  Command command{.words = {program}};
  for (const auto& end : ends.as_list()) command.words.push_back(text_of(end));
  return command;
}

Command read_relate(const YamlReader& step, const ScenarioPlaces&) { return read_ends(step, "relate", "integrate"); }
Command read_unrelate(const YamlReader& step, const ScenarioPlaces&) { return read_ends(step, "unrelate", "remove-relation"); }

Command read_config(const YamlReader& step, const ScenarioPlaces&) {
  require_keys(step, {"config", "set", "reset"});
  Command command{.words = {"config", application_of(step.at("config"))}};
  add_pairs(command, step.find("set"), nullptr, text_of);
  if (const auto reset = step.find("reset"))
    for (const auto& key : reset->as_list()) command.words.insert(command.words.end(), {"--reset", text_of(key)});
  if (command.words.size() == 2) step.fail("says neither what to set nor what to reset");
  return command;
}

Command read_run(const YamlReader& step, const ScenarioPlaces&) {
  require_keys(step, {"run", "on", "with", "results", "fails"});
  Command command{.words = {"run", unit_of(step.at("on")), text_of(step.at("run"))}};
  add_pairs(command, step.find("with"), nullptr, [](const YamlReader& value) { return charm::write_json(value.node().value()); });
  command.words.insert(command.words.end(), {"--format", "json"});
  if (const auto results = step.find("results"))
    for (const auto& [key, value] : results->as_map()) command.results.emplace_back(key, text_of(value));
  if (const auto fails = step.find("fails")) command.fails = fails->as_bool();
  return command;
}

Command read_exec(const YamlReader& step, const ScenarioPlaces&) {
  require_keys(step, {"exec", "on", "prints", "fails"});
  Command command{.words = {"exec", "--unit", unit_of(step.at("on")), "--", text_of(step.at("exec"))}};
  if (const auto prints = step.find("prints")) command.prints = text_of(*prints);
  if (const auto fails = step.find("fails")) command.fails = fails->as_bool();
  return command;
}

Command read_attach_resource(const YamlReader& step, const ScenarioPlaces& places) {
  require_keys(step, {"attach-resource", "resources"});
  Command command{.words = {"attach-resource", application_of(step.at("attach-resource"))}};
  add_pairs(command, step.at("resources"), nullptr, [&](const YamlReader& file) { return path_of(file, places); });
  if (command.words.size() != 3) step.at("resources").fail("expected one resource");
  return command;
}

Command read_add_storage(const YamlReader& step, const ScenarioPlaces&) {
  require_keys(step, {"add-storage", "storage"});
  Command command{.words = {"add-storage", unit_of(step.at("add-storage"))}};
  add_pairs(command, step.at("storage"), nullptr, text_of);
  return command;
}

Command read_attach_storage(const YamlReader& step, const ScenarioPlaces&) {
  require_keys(step, {"attach-storage", "on"});
  return {.words = {"attach-storage", unit_of(step.at("on")), storage_id_of(step.at("attach-storage"))}};
}

/// Those that say no more than whom they are about.
template <std::string (*name_of)(const YamlReader&)>
Command read_named(const YamlReader& step, const char* verb, std::vector<std::string> words) {
  require_keys(step, {verb});
  words.push_back(name_of(step.at(verb)));
  return {.words = std::move(words)};
}

Command read_add_unit(const YamlReader& step, const ScenarioPlaces&) {
  return read_named<application_of>(step, "add-unit", {"add-unit"});
}
Command read_remove_unit(const YamlReader& step, const ScenarioPlaces&) {
  return read_named<unit_of>(step, "remove-unit", {"remove-unit", "--no-prompt"});
}
Command read_remove(const YamlReader& step, const ScenarioPlaces&) {
  return read_named<application_of>(step, "remove", {"remove-application", "--no-prompt"});
}
Command read_resolve(const YamlReader& step, const ScenarioPlaces&) {
  return read_named<unit_of>(step, "resolve", {"resolved"});
}
Command read_detach_storage(const YamlReader& step, const ScenarioPlaces&) {
  return read_named<storage_id_of>(step, "detach-storage", {"detach-storage"});
}
Command read_remove_storage(const YamlReader& step, const ScenarioPlaces&) {
  return read_named<storage_id_of>(step, "remove-storage", {"remove-storage"});
}

struct Verb {
  const char* name;
  Command (*read)(const YamlReader& step, const ScenarioPlaces& places);
};

/// `config` is also a key of `deploy`, so it comes behind it.
constexpr std::array verbs{
    Verb{"deploy", read_deploy},
    Verb{"relate", read_relate},
    Verb{"unrelate", read_unrelate},
    Verb{"config", read_config},
    Verb{"run", read_run},
    Verb{"exec", read_exec},
    Verb{"add-unit", read_add_unit},
    Verb{"remove-unit", read_remove_unit},
    Verb{"remove", read_remove},
    Verb{"resolve", read_resolve},
    Verb{"refresh", read_refresh},
    Verb{"attach-resource", read_attach_resource},
    Verb{"add-storage", read_add_storage},
    Verb{"attach-storage", read_attach_storage},
    Verb{"detach-storage", read_detach_storage},
    Verb{"remove-storage", read_remove_storage},
};

const Verb& verb_of(const YamlReader& step) {
  const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& one) { return step.has(one.name); });
  if (verb != verbs.end()) return *verb;
  std::string names;
  for (const auto& known : verbs) names += fmt::format("{}{}", names.empty() ? "" : ", ", known.name);
  step.fail(fmt::format("expected {} or expect", names));
}

/// As the file says it: the verb, and whom it is about.
std::string title_of(const YamlReader& step, const char* verb) {
  const auto value = step.at(verb);
  const auto whom = value.node().type() == YamlType::sequence ? joined(value.as_strings()) : text_of(value);
  const auto on = step.find("on");
  return fmt::format("{} {}{}", verb, whom, on ? " on " + text_of(*on) : "");
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
  require_keys(expect, {"status", "data", "ports", "storage"});
  Expectation expectation{.statuses = {}, .data = {}, .ports = {}, .storage = {}, .within = patience_of(step, usual)};
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
  if (const auto storage = expect.find("storage"))
    for (const auto& [id, value] : storage->as_map()) {
      if (!StorageInstanceName::parse(id)) value.fail(fmt::format("\"{}\" is no storage's id", id));
      expectation.storage.push_back({id, value.node().is_null() ? std::nullopt : std::optional<std::string>(text_of(value))});
    }
  if (expectation.statuses.empty() && expectation.data.empty() && expectation.ports.empty() && expectation.storage.empty())
    expect.fail("expects nothing: known are status, data, ports, storage");
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
  for (const auto& one : expectation.storage) add(one.id);
  return fmt::format("expect of {}", fmt::join(names, ", "));
}

Step read_step(const YamlReader& step, const ScenarioPlaces& places, milliseconds patience) {
  step.as_map();
  const int line = step.node().line();
  if (!step.has("expect")) {
    const auto& verb = verb_of(step);
    auto command = verb.read(step, places);
    return {.line = line, .title = title_of(step, verb.name), .what = std::move(command)};
  }
  auto expectation = read_expectation(step, patience);
  auto title = title_of(expectation);
  return {.line = line, .title = std::move(title), .what = std::move(expectation)};
}

} // namespace

Scenario parse_scenario(std::string_view yaml, const ScenarioPlaces& places) {
  const YamlReader root("scenario", charm::parse_yaml(yaml, scenario_limits));
  require_keys(root, {"summary", "within", "steps"});
  Scenario scenario;
  if (const auto summary = root.find("summary")) scenario.summary = text_of(*summary);
  const auto patience = patience_of(root, usual_patience);
  for (const auto& step : root.at("steps").as_list()) scenario.steps.push_back(read_step(step, places, patience));
  if (scenario.steps.empty()) root.at("steps").fail("expected at least one step");
  return scenario;
}

Scenario usual_scenario(const std::string& name, const std::filesystem::path& charm) {
  const auto yaml = fmt::format("summary: it becomes active\nsteps:\n- deploy: {0}\n- expect: {{status: {{{0}/0: active}}}}\n", name);
  return parse_scenario(yaml, {.charm = charm, .folder = charm});
}

} // namespace periapt::authoring
