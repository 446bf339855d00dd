// What `charm test` does with a charm and expects of it: a small YAML file.
//
//   summary: the blog serves once it has a database
//   within: 60s                       # how long each expectation is waited for; 30s unless given
//   steps:
//   - deploy: blog                    # the charm that is tested, under this name
//     config: {port: 8081}
//     units: 2
//   - deploy: mariadb                 # another one: a path beginning with . or /, from this file's folder; else as add-charm
//     charm: ../../mariadb
//   - relate: [blog:db, mariadb:db]
//   - config: blog
//     set: {title: Ours}
//     reset: [port]
//   - run: backup                     # an action
//     on: mariadb/0
//     with: {target: /tmp/x}
//     results: {file: "/tmp/x*"}      # or `fails: true`
//   - exec: relation-ids db           # a shell command with the unit's hook tools
//     on: blog/0
//     prints: "db:*"
//   - expect:
//       status: {blog/0: active, mariadb/0: {status: active, message: "serves * databases"}}
//       data: {mariadb/0: {db: {user: "*", error: null}}}   # what a unit, or an application, has published; null: nothing
//       ports: {blog/0: [8081/tcp]}
//     within: 2m
//   - add-unit: blog
//   - remove-unit: blog/1
//   - unrelate: [blog:db, mariadb:db]
//   - remove: mariadb
//   - resolve: blog/0
//
// In what is expected of a text, `*` stands for any characters. Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace periapt::authoring {

struct ExpectedStatus {
  std::string of; // a unit, or an application: each of its units
  std::string status;
  std::optional<std::string> message;
};

struct ExpectedData {
  std::string publisher; // a unit or an application
  std::string endpoint;
  std::string key;
  std::optional<std::string> value; // nullopt: not published
};

struct ExpectedPorts {
  std::string unit;
  std::vector<std::string> ports; // exactly these are open
};

/// Waited for until all of it is so, and no unit has anything left to do.
struct Expectation {
  std::vector<ExpectedStatus> statuses;
  std::vector<ExpectedData> data;
  std::vector<ExpectedPorts> ports;
  std::chrono::milliseconds within{};
};

/// A command line of the program, and what must come of it.
struct Command {
  std::vector<std::string> words;
  std::string charm;                  // of deploy: empty is the one that is tested; its place among the words is empty
  std::optional<std::string> prints;  // of exec
  std::vector<std::pair<std::string, std::string>> results; // of an action
  bool fails = false;
};

struct Step {
  int line = 0;
  std::string title; // "relate blog:db mariadb:db"
  std::variant<Command, Expectation> what;
};

struct Scenario {
  std::string summary;
  std::vector<Step> steps;
};

/// Throws Error(invalid) `scenario: steps[2].relate: expected two endpoints (line 9, column 11)`.
Scenario parse_scenario(std::string_view yaml);

/// What a charm without scenarios is tested with: it is deployed as `name`, and becomes active.
Scenario usual_scenario(const std::string& name);

} // namespace periapt::authoring
