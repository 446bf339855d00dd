// Command lines from the first word to the exit status, without a controller.
#include "cli/program.h"

#include "cli/command_table.h"
#include "cli/scratch_folder.h"

#include "base/file.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace periapt;
using namespace periapt::cli;
using Words = std::vector<std::string>;

namespace {

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

struct World {
  ScratchFolder scratch;
  std::string program = "juju";
  Environment environment;
  std::string input;

  std::filesystem::path data() const { return scratch.path() / "data"; }

  Outcome run(const Words& words) const {
    std::istringstream in(input);
    std::ostringstream out, err;
    Console console(in, out, err);
    const Surroundings surroundings{program, environment, data(), scratch.path()};
    const int status = run_program(surroundings, console, words);
    return {status, out.str(), err.str()};
  }

  void with_controllers(const char* yaml) const {
    make_folders(data());
    write_file_atomically(data() / "controllers.yaml", yaml);
  }
};

constexpr const char* two_controllers =
    "controllers:\n  c1: {uuid: u1, api-endpoints: ['10.0.0.1:17070']}\n  c2: {uuid: u2}\n";

} // namespace

TEST_CASE("a wrong command line ends with status 2 and one sentence", "[cli]") {
  const auto [words, text] = GENERATE(table<Words, std::string>({
      {{"--foo"}, "option provided but not defined: --foo"},
      {{"--force", "status"}, "option provided but not defined: --force"},
      {{"status", "--foo"}, "option provided but not defined: --foo"},
      {{"status", "--format", "xml"}, "invalid value \"xml\" for option --format: unknown format \"xml\""},
      {{"status", "--watch", "soon"}, "invalid value \"soon\" for option --watch: not a duration"},
      {{"status", "--color", "--no-color"}, "cannot mix --no-color and --color"},
      {{"status", "-m"}, "option needs an argument: -m"},
      {{"deploy"}, "no charm or bundle specified"},
      {{"deploy", "a", "b", "c", "d"}, "unrecognized args: [\"c\" \"d\"]"},
      {{"deploy", "./a", "-n", "-1"}, "--num-units must be a positive integer"},
      {{"deploy", "./a", "-n", "x"}, "invalid value \"x\" for option --num-units: not a whole number"},
      {{"deploy", "./a", "--series", "noble", "--base", "ubuntu@24.04"},
       "--series and --base cannot be specified together"},
      {{"deploy", "./a", "--attach-storage", "d/0", "-n", "2"}, "--attach-storage cannot be used with -n"},
      {{"relate", "a"}, "an integration must involve two applications"},
      {{"integrate", "a", "b", "c"}, "an integration must involve two applications"},
      {{"remove-relation"}, "a relation must involve two applications"},
      {{"remove-relation", "x"}, "relation ID \"x\" not valid"},
      {{"remove-application"}, "no application specified"},
      {{"remove-application", "a", "--no-wait"}, "--no-wait without --force not valid"},
      {{"remove-unit"}, "no units specified"},
      {{"add-unit"}, "no application specified"},
      {{"add-unit", "a", "-n", "0"}, "--num-units must be a positive integer"},
      {{"config"}, "no application name specified"},
      {{"config", "a", "b", "c"}, "cannot specify multiple keys to get"},
      {{"resolved"}, "no unit specified"},
      {{"resolve", "--all", "a/0"}, "specifying unit names(s) with --all not supported"},
      {{"show-unit"}, "an unit name must be supplied"},
      {{"show-unit", "x"}, "unit name x not valid"},
      {{"show-unit", "x", "a/0", "y/"}, "unit names x, y/ not valid"},
      {{"add-model"}, "model name is required"},
      {{"destroy-model"}, "no model specified"},
      {{"destroy-model", "m", "-t", "1s"}, "--timeout can only be used with --force (dangerous)"},
      {{"destroy-model", "m", "--destroy-storage", "--release-storage"},
       "--destroy-storage and --release-storage cannot both be specified"},
      {{"debug-log", "--tail", "--no-tail"}, "setting --tail and --no-tail not valid"},
      {{"debug-log", "--replay", "-n", "3"}, "setting --replay and --lines not valid"},
      {{"debug-log", "--level", "loud"},
       "level value \"loud\" is not one of \"TRACE\", \"DEBUG\", \"INFO\", \"WARNING\", \"ERROR\""},
      {{"bootstrap", "localhost", "a/b"}, "\"a/b\" is not a valid controller name"},
      {{"version", "x"}, "unrecognized args: [\"x\"]"},
      {{"foo"}, "juju: \"foo\" is not a juju command. See \"juju --help\"."},
      {{"add-relation"},
       "juju: \"add-relation\" is not a juju command. See \"juju --help\"."},
      {{"statsu"}, "juju: \"statsu\" is not a juju command. See \"juju --help\".\n\nDid you mean:\n\tstatus"},
  }));
  const auto outcome = World().run(words);
  CHECK(outcome.err == "ERROR " + text + "\n");
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
}

TEST_CASE("what fails later ends with status 1", "[cli]") {
  const auto [words, text] = GENERATE(table<Words, std::string>({
      {{"enable-ha", "--any", "flag"}, "\"enable-ha\" is not supported here"},
      {{"deploy", "./absent"}, "no charm was found at \"./absent\""},
      {{"add-model", "Big"},
       "\"Big\" is not a valid name: model names may only contain lowercase letters, digits and hyphens"},
      {{"bootstrap", "aws"}, "unknown cloud \"aws\": a controller can be started on \"localhost\""},
      {{"switch", "x"}, "\"x\" is not the name of a model or controller"},
      {{"show-controller", "x"}, "controller x not found"},
      {{"status", "-m", "x:y"}, "controller x not found"},
      {{"help", "nothing"}, "unknown command or topic for nothing"},
      {{"unregister", "x", "--no-prompt"}, "controller x not found"},
  }));
  const auto outcome = World().run(words);
  CHECK(outcome.err == "ERROR " + text + "\n");
  CHECK(outcome.status == 1);
}

TEST_CASE("without a controller the contract's text says what to do", "[cli]") {
  World world;
  const std::string text = "ERROR No controllers registered.\n\n"
                           "Please either create a new controller using \"juju bootstrap\" or connect to\n"
                           "another controller that you have been given access to using \"juju register\".\n";
  CHECK(world.run({"status"}).err == text);
  CHECK(world.run({"models"}).err == text);
  CHECK(world.run({"add-model", "m"}).err == text);
  world.program = "model";
  CHECK_THAT(world.run({"status"}).err,
             Catch::Contains("\"model bootstrap\"") && Catch::Contains("\"model add-charm\""));
}

TEST_CASE("with controllers but none current, they are listed", "[cli]") {
  World world;
  world.with_controllers(two_controllers);
  CHECK(world.run({"status"}).err ==
        "ERROR No selected controller.\n\n"
        "Use \"juju switch\" to select from the following controllers:\n\n  - c1\n  - c2\n");
}

TEST_CASE("without a current model the contract's text says what to do", "[cli]") {
  World world;
  world.with_controllers(two_controllers);
  world.environment["JUJU_CONTROLLER"] = "c1";
  CHECK_THAT(world.run({"status"}).err, Catch::StartsWith("ERROR No model in focus.\n\nPlease use \"juju models\""));
}

TEST_CASE("switch goes to controllers by name and refuses to while overridden", "[cli]") {
  World world;
  world.with_controllers(two_controllers);
  CHECK(world.run({"switch", "c2"}).err == " -> c2\n");
  CHECK(world.run({"switch"}).out == "c2\n");
  CHECK(world.run({"switch", "c1:"}).err == "c2 -> c1\n");
  CHECK(world.run({"switch", "c1"}).err == "c1 (no change)\n");
  world.environment["JUJU_MODEL"] = "x";
  CHECK(world.run({"switch", "c2"}).err ==
        "ERROR cannot switch when JUJU_MODEL is overriding the model (set to \"x\")\n");
}

TEST_CASE("unregister asks, and forgets", "[cli]") {
  World world;
  world.with_controllers("controllers:\n  c1: {uuid: u1}\n");
  world.input = "n\n";
  CHECK(world.run({"unregister", "c1"}).status == 1);
  CHECK_THAT(world.run({"unregister", "c1"}).err, Catch::EndsWith("ERROR unregistering controller: aborted\n"));
  world.input = "YES\n";
  CHECK(world.run({"unregister", "c1"}).status == 0);
  CHECK(read_file(world.data() / "controllers.yaml") == "controllers: {}\n");
}

TEST_CASE("every command explains itself and lists only commands that exist", "[cli]") {
  const World world;
  const auto index = GENERATE(range(std::size_t{0}, all_commands().size()));
  const auto& command = all_commands()[index];
  for (const char* help : {"--help", "-h"}) {
    const auto outcome = world.run({command.name, help});
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    CHECK_THAT(outcome.out, Catch::StartsWith("Usage: juju " + command.name + " [options]"));
    CHECK(outcome.out.find("{program}") == std::string::npos);
  }
  CHECK(world.run({"help", command.name}).out == world.run({command.name, "--help"}).out);
  for (const auto& other : command.see_also) {
    CAPTURE(command.name, other);
    CHECK(find_command(other));
  }
}

TEST_CASE("the table is sorted and its names are unique", "[cli]") {
  std::vector<std::string> names, sorted;
  for (const auto& command : all_commands()) names.push_back(command.name);
  sorted = names;
  std::sort(sorted.begin(), sorted.end());
  CHECK(names == sorted);
  CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
}

TEST_CASE("global options may stand before the command", "[cli]") {
  const World world;
  const auto outcome = world.run({"--logging-config", "<root>=DEBUG", "--debug", "version", "--format", "json"});
  CHECK(outcome.out == "\"3.6.28-ubuntu-amd64\"\n");
  CHECK(world.run({"--version"}).out == "3.6.28-ubuntu-amd64\n");
  CHECK_THAT(world.run({"version", "--all", "--format=json"}).out,
             Catch::StartsWith("{\"version\":\"3.6.28-ubuntu-amd64\""));
  CHECK_THAT(world.run({}).out, Catch::Contains("juju add-charm ./charms/mariadb"));
}

TEST_CASE("users may define aliases", "[cli]") {
  World world;
  make_folders(world.data());
  write_file_atomically(world.data() / "aliases", "# mine\nv = version --format json\n");
  CHECK(world.run({"v"}).out == "\"3.6.28-ubuntu-amd64\"\n");
}

TEST_CASE("an unknown command is looked for as a program", "[cli]") {
  World world;
  write_file_atomically(world.scratch.path() / "juju-seven", "#!/bin/sh\nexit 7\n", 0755);
  world.environment["PATH"] = world.scratch.path().string();
  CHECK(world.run({"seven", "x"}).status == 7);
}

TEST_CASE("a result can go to a file", "[cli]") {
  const World world;
  CHECK(world.run({"version", "-o", "out.txt"}).out.empty());
  CHECK(read_file(world.scratch.path() / "out.txt") == "3.6.28-ubuntu-amd64\n");
}
