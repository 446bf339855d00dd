// Plays every scenario of scenarios/*.yaml on each stage that knows all of its steps.
#include "support/source_dir.h"
#include "unit/agent/scenarios/agent_stage.h"
#include "unit/agent/scenarios/resolver_stage.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::scenarios;

namespace {

const auto folder = source_dir() / "tests/unit/agent/scenarios";
const std::vector<std::string> files{"life", "upgrade", "relations", "leadership", "storage", "secrets"};

void play(Stage& stage, const Scenario& scenario) {
  for (const auto& step : scenario.steps) {
    INFO("line " << step.line << ": " << step.verb);
    if (step.verb == "hooks") {
      CHECK(stage.hooks() == step.words);
      continue;
    }
    stage.take(step);
    if (const auto seen = stage.seen(step.verb)) CHECK(*seen == step.words.at(0));
  }
}

template <class AnyStage>
std::size_t play_all() {
  std::size_t played = 0;
  for (const auto& file : files) {
    for (const auto& scenario : read_scenarios(folder / (file + ".yaml"))) {
      AnyStage stage;
      if (!stage.knows(scenario)) continue;
      INFO(file << ".yaml: " << scenario.name);
      play(stage, scenario);
      ++played;
    }
  }
  return played;
}

} // namespace

TEST_CASE("the scenarios hold for the resolver", "[agent]") { CHECK(play_all<ResolverStage>() >= 50); }

TEST_CASE("the scenarios hold for the whole agent", "[agent]") { CHECK(play_all<AgentStage>() >= 60); }

TEST_CASE("every scenario is played somewhere, and each has a name of its own", "[agent]") {
  std::set<std::string> names;
  const AgentStage agent;
  const ResolverStage resolver;
  for (const auto& file : files) {
    for (const auto& scenario : read_scenarios(folder / (file + ".yaml"))) {
      INFO(file << ".yaml: " << scenario.name);
      CHECK((agent.knows(scenario) || resolver.knows(scenario)));
      CHECK(names.insert(scenario.name).second);
    }
  }
}

TEST_CASE("a scenario that is told wrongly does not pass unseen", "[agent]") {
  ResolverStage stage;
  stage.take({.verb = "deploy", .words = {"leader"}, .line = 1});
  CHECK(stage.hooks() == std::vector<std::string>{"install", "leader-elected", "config-changed", "start"});
  CHECK(stage.hooks().empty());
  CHECK(stage.seen("ended") == "false");
  const Scenario unknown{.name = "x", .reference = "", .steps = {{.verb = "dance", .words = {}, .line = 1}}};
  CHECK_FALSE(stage.knows(unknown));
}
