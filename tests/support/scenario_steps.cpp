// scenario_steps FILE…: the steps of the scenarios that are marked `processes: true`, for a shell to play: a line
// `scenario`, the file and its name, then a line for each step: verb and words, separated by tabs.
#include "unit/agent/scenarios/scenario.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

int main(int argc, char** argv) {
  using namespace periapt;
  try {
    for (int i = 1; i < argc; ++i) {
      const std::filesystem::path file = argv[i];
      for (const auto& scenario : scenarios::read_scenarios(file)) {
        if (!scenario.processes) continue;
        fmt::print("scenario\t{}\t{}\n", file.stem().string(), scenario.name);
        for (const auto& step : scenario.steps) {
          fmt::print("{}{}{}\n", step.verb, step.words.empty() ? "" : "\t", fmt::join(step.words, "\t"));
        }
      }
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "scenario_steps: {}\n", error.what());
    return 1;
  }
}
