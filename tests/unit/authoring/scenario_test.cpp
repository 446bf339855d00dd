#include "authoring/scenario.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::authoring;
using Words = std::vector<std::string>;

namespace {

Scenario parse(const std::string& yaml) { return parse_scenario(yaml, {.charm = "/charms/tested", .folder = "/charms/tested/tests"}); }

std::string scenario_refusal(const std::string& yaml) {
  try {
    parse(yaml);
    return "";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::invalid);
    return error.what();
  }
}

Step a_step(const std::string& yaml) { return parse("steps:\n- " + yaml + "\n").steps.at(0); }

Command a_command(const std::string& yaml) { return std::get<Command>(a_step(yaml).what); }

} // namespace

TEST_CASE("what is wrong with a scenario is said with its place", "[authoring]") {
  const auto [yaml, text] = GENERATE(table<std::string, std::string>({
      {"", "scenario: expected map, got nothing"},
      {"[]", "scenario: expected map, got list"},
      {"steps: []", "scenario: steps: expected at least one step (line 1"},
      {"steps: {}", "scenario: steps: expected list, got map"},
      {"step: []", "scenario: step: unknown key; known are summary, within, steps (line 1"},
      {"within: -1s\nsteps: [{deploy: a}]", "scenario: within: expected a duration like 30s or 2m"},
      {"steps:\n- deploy", "scenario: steps[0]: expected map, got string(\"deploy\") (line 2"},
      {"steps:\n- {destroy: a}", "scenario: steps[0]: expected deploy, relate"},
      {"steps:\n- {deploy: A}", "scenario: steps[0].deploy: \"A\" is no application's name (line 2"},
      {"steps:\n- {deploy: a, unit: 2}", "scenario: steps[0].unit: unknown key; known are deploy, charm, config, units, storage"},
      {"steps:\n- {deploy: a, units: 101}", "scenario: steps[0].units: expected a number from 0 to 100"},
      {"steps:\n- {deploy: a, config: {x: [1]}}", "scenario: steps[0].config.x: expected a text, got list"},
      {"steps:\n- {relate: [a, b, c]}", "scenario: steps[0].relate: expected two endpoints"},
      {"steps:\n- {config: a}", "scenario: steps[0]: says neither what to set nor what to reset"},
      {"steps:\n- {run: backup}", "scenario: steps[0].on: expected a text, got nothing"},
      {"steps:\n- {run: backup, on: a}", "scenario: steps[0].on: \"a\" is no unit's name"},
      {"steps:\n- {exec: ls, on: a/0, results: {}}", "scenario: steps[0].results: unknown key"},
      {"steps:\n- {remove-unit: a}", "scenario: steps[0].remove-unit: \"a\" is no unit's name"},
      {"steps:\n- {expect: {}}", "scenario: steps[0].expect: expects nothing: known are status, data, ports, storage"},
      {"steps:\n- {expect: {state: {a/0: active}}}", "scenario: steps[0].expect.state: unknown key"},
      {"steps:\n- {expect: {status: {a/0/1: active}}}", "scenario: steps[0].expect.status.a/0/1: \"a/0/1\" is the name of no unit and no application"},
      {"steps:\n- {expect: {status: {a/0: {state: active}}}}", "unknown key; known are status, message"},
      {"steps:\n- {expect: {data: {a/0: {db: user}}}}", "scenario: steps[0].expect.data.a/0.db: expected map"},
      {"steps:\n- {expect: {ports: {a: [80/tcp]}}}", "scenario: steps[0].expect.ports.a: \"a\" is no unit's name"},
      {"steps:\n- {attach-resource: a, resources: {x: f, y: g}}", "scenario: steps[0].resources: expected one resource"},
      {"steps:\n- {detach-storage: data}", "scenario: steps[0].detach-storage: \"data\" is no storage's id"},
      {"steps:\n- {expect: {storage: {data: attached}}}", "scenario: steps[0].expect.storage.data: \"data\" is no storage's id"},
      {"steps:\n- {deploy: a}\n- {deploy: [}", "yaml: line 3"},
  }));
  CHECK_THAT(scenario_refusal(yaml), Catch::Contains(text));
}

TEST_CASE("a step is a command line", "[authoring]") {
  CHECK(a_command("{deploy: a, charm: ../b, config: {port: 80, on: yes}, units: 2}").words ==
        Words{"add-charm", "/charms/tested/b", "a", "--config", "port=80", "--config", "on=yes", "--num-units", "2"});
  CHECK(a_command("{deploy: a}").words == Words{"add-charm", "/charms/tested", "a"});
  CHECK(a_command("{deploy: a, charm: redis}").words == Words{"add-charm", "redis", "a"});
  CHECK(a_command("{deploy: a, storage: {data: '1G,2'}, resources: {site: files/x.tar}, trust: true}").words ==
        Words{"add-charm", "/charms/tested", "a", "--storage", "data=1G,2", "--resource", "site=/charms/tested/tests/files/x.tar", "--trust"});
  CHECK(a_command("{refresh: a}").words == Words{"refresh", "a", "--path", "/charms/tested"});
  CHECK(a_command("{refresh: a, charm: ./next}").words == Words{"refresh", "a", "--path", "/charms/tested/tests/next"});
  CHECK(a_command("{relate: [a:x, b]}").words == Words{"integrate", "a:x", "b"});
  CHECK(a_command("{unrelate: [a:x, b]}").words == Words{"remove-relation", "a:x", "b"});
  CHECK(a_command("{config: a, set: {x: '', y: 1}, reset: [z]}").words == Words{"config", "a", "x=", "y=1", "--reset", "z"});
  CHECK(a_command("{run: backup, on: a/0, with: {n: 1, s: 'a b', o: {p: true}}}").words ==
        Words{"run", "a/0", "backup", "n=1", "s=\"a b\"", "o={\"p\":true}", "--format", "json"});
  CHECK(a_command("{exec: 'echo x', on: a/0, prints: 'x*'}").words == Words{"exec", "--unit", "a/0", "--", "echo x"});
  CHECK(a_command("{add-unit: a}").words == Words{"add-unit", "a"});
  CHECK(a_command("{remove-unit: a/1}").words == Words{"remove-unit", "--no-prompt", "a/1"});
  CHECK(a_command("{remove: a}").words == Words{"remove-application", "--no-prompt", "a"});
  CHECK(a_command("{resolve: a/0}").words == Words{"resolved", "a/0"});
  CHECK(a_command("{attach-resource: a, resources: {site: /x.tar}}").words == Words{"attach-resource", "a", "site=/x.tar"});
  CHECK(a_command("{add-storage: a/0, storage: {data: 1G, logs: 2}}").words == Words{"add-storage", "a/0", "data=1G", "logs=2"});
  CHECK(a_command("{attach-storage: data/0, on: a/1}").words == Words{"attach-storage", "a/1", "data/0"});
  CHECK(a_command("{detach-storage: data/0}").words == Words{"detach-storage", "data/0"});
  CHECK(a_command("{remove-storage: data/0}").words == Words{"remove-storage", "data/0"});
}

TEST_CASE("a step has a title and a line, for who looks for it", "[authoring]") {
  const auto scenario = parse("summary: s\nsteps:\n- deploy: a\n- run: backup\n  on: a/0\n  fails: true\n");
  REQUIRE(scenario.steps.size() == 2);
  CHECK(scenario.summary == "s");
  CHECK(scenario.steps[0].title == "deploy a");
  CHECK(scenario.steps[1].title == "run backup on a/0");
  CHECK(scenario.steps[1].line == 4);
  CHECK(std::get<Command>(scenario.steps[1].what).fails);
}

TEST_CASE("an expectation has its own deadline, else the scenario's, else the usual", "[authoring]") {
  const auto expectation = [](const std::string& head, const std::string& tail) {
    return std::get<Expectation>(parse(head + "steps:\n- {expect: {status: {a: active}}" + tail + "}\n").steps.at(0).what);
  };
  using std::chrono::seconds;
  CHECK(expectation("", "").within == seconds(30));
  CHECK(expectation("within: 5s\n", "").within == seconds(5));
  CHECK(expectation("within: 5s\n", ", within: 2m").within == seconds(120));
}

TEST_CASE("what is expected of storage", "[authoring]") {
  const auto step = a_step("expect: {storage: {data/0: attached, data/1: null}}");
  CHECK(step.title == "expect of data/0, data/1");
  const auto& storage = std::get<Expectation>(step.what).storage;
  CHECK(storage.at(0).status == "attached");
  CHECK(storage.at(1).status == std::nullopt);
}

TEST_CASE("what is expected of statuses, data and ports", "[authoring]") {
  const auto step = a_step("expect: {status: {a: active, b/0: {message: 'x*'}}, data: {a/0: {db: {user: u, gone: null}}}, ports: {b/0: [81/tcp, 80/tcp]}}");
  CHECK(step.title == "expect of a, b/0, a/0");
  const auto& expectation = std::get<Expectation>(step.what);
  REQUIRE(expectation.statuses.size() == 2);
  CHECK(expectation.statuses[0].status == "active");
  CHECK(expectation.statuses[1].status == "*");
  CHECK(expectation.statuses[1].message == "x*");
  REQUIRE(expectation.data.size() == 2);
  CHECK(expectation.data[0].value == "u");
  CHECK(expectation.data[1].value == std::nullopt);
  CHECK(expectation.ports.at(0).ports == Words{"80/tcp", "81/tcp"});
}

TEST_CASE("a charm without scenarios must become active", "[authoring]") {
  const auto scenario = usual_scenario("wiki", "/charms/wiki");
  REQUIRE(scenario.steps.size() == 2);
  CHECK(std::get<Command>(scenario.steps[0].what).words == Words{"add-charm", "/charms/wiki", "wiki"});
  CHECK(std::get<Expectation>(scenario.steps[1].what).statuses.at(0).of == "wiki/0");
}
