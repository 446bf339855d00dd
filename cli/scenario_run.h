// Carrying out a scenario in a controller that is thrown away. Threads: one.
#pragma once

#include "authoring/scenario.h"
#include "cli/expectation.h"
#include "cli/throw_away_controller.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace periapt::cli {

struct StepResult {
  int line = 0;
  std::string title;
  std::chrono::milliseconds took{};
  std::vector<std::string> failure; // what was not as expected; empty: nothing
  std::vector<std::string> log;     // of a failure: the last lines of those concerned
};

/// Until the first failure. `told` hears of each step once it has ended.
std::vector<StepResult> run_scenario(const ThrowAwayController& controller, const authoring::Scenario& scenario,
                                     const std::function<void(const StepResult&)>& told);

} // namespace periapt::cli
