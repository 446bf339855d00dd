// What `charm test` does with a charm and expects of it: a small YAML file.
//
//   summary: the blog serves once it has a database
//   within: 60s                       # how long each expectation is waited for; 30s unless given
//   steps:
//   - deploy: blog                    # the charm that is tested, under this name
//     config: {port: 8081}
//     units: 2
//     storage: {data: 1G}
//     resources: {site: files/site.tar}  # paths are from this file's folder
//     trust: true
//   - deploy: mariadb                 # another one: a path beginning with . or /, else as add-charm
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
//       storage: {data/0: attached, data/1: null} # null: there is none
//     within: 2m
//   - add-unit: blog
//   - remove-unit: blog/1
//   - unrelate: [blog:db, mariadb:db]
//   - remove: mariadb
//   - resolve: blog/0
//   - refresh: blog                   # to the charm that is tested, or to another
//     charm: ../next
//   - attach-resource: blog
//     resources: {site: files/next.tar}
//   - add-storage: blog/0
//     storage: {data: 1G}
//   - detach-storage: data/0          # also remove-storage
//   - attach-storage: data/0
//     on: blog/1
//
// In what is expected of a text, `*` stands for any characters. Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <chrono>
#include <filesystem>
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

struct ExpectedStorage {
  std::string id;                    // "data/0"
  std::optional<std::string> status; // nullopt: it is not there
};

/// Waited for until all of it is so, and no unit has anything left to do.
struct Expectation {
  std::vector<ExpectedStatus> statuses;
  std::vector<ExpectedData> data;
  std::vector<ExpectedPorts> ports;
  std::vector<ExpectedStorage> storage;
  std::chrono::milliseconds within{};
};

/// A command line of the program, and what must come of it.
struct Command {
  std::vector<std::string> words;
  std::optional<std::string> prints = {};                        // of exec
  std::vector<std::pair<std::string, std::string>> results = {}; // of an action
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

/// Both absolute.
struct ScenarioPlaces {
  std::filesystem::path charm;  // the one that is tested
  std::filesystem::path folder; // of the scenario's file: paths in it are relative to it
};

/// Throws Error(invalid) `scenario: steps[2].relate: expected two endpoints (line 9, column 11)`.
Scenario parse_scenario(std::string_view yaml, const ScenarioPlaces& places);

/// What a charm without scenarios is tested with: it is deployed as `name`, and becomes active.
Scenario usual_scenario(const std::string& name, const std::filesystem::path& charm);

} // namespace periapt::authoring
