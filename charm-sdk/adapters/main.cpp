// model-adapter: what the supervisor starts for an event that has a handler; by the name `promise` it is that tool.
#include "adapters/promise.h"
#include "adapters/run_handler.h"
#include "base/process.h"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

namespace {

constexpr std::string_view help = R"(Usage: model-adapter --charm DIR --state DIR --event EVENT [--preview]

Runs the program that a charm's charm.yaml binds to an event, and tells the unit's agent what came of it.
Agents call it, people need not.

Options:
  --charm DIR    The charm's folder.
  --state DIR    What the unit's handlers keep between their runs.
  --event EVENT  The event, as charm.yaml names it.
  --preview      Say what would change, as JSON, and change nothing.
  --version      Print the version.
  --help         Print this.
)";

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

periapt::adapters::HandlerRun parse(const std::vector<std::string>& arguments) {
  periapt::adapters::HandlerRun run{.environment = periapt::current_environment()};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    if (argument == "--preview") {
      run.preview = true;
      continue;
    }
    const auto value = [&]() -> const std::string& {
      if (++i == arguments.size()) throw UsageError(fmt::format("option needs an argument: {}", argument));
      return arguments[i];
    };
    if (argument == "--charm") run.charm = value();
    else if (argument == "--state") run.state = value();
    else if (argument == "--event") run.event = value();
    else throw UsageError(fmt::format("unrecognized argument: \"{}\"", argument));
  }
  if (run.charm.empty() || run.state.empty() || run.event.empty())
    throw UsageError("--charm, --state and --event are needed, see --help");
  return run;
}

int answer(const std::vector<std::string>& arguments) {
  if (arguments.size() == 1 && (arguments[0] == "--help" || arguments[0] == "-h")) fmt::print("{}", help);
  else if (arguments.size() == 1 && arguments[0] == "--version") fmt::print("{}\n", PERIAPT_VERSION);
  else return periapt::adapters::run_handler(parse(arguments));
  return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (std::filesystem::path(argv[0]).filename() == "promise") return periapt::adapters::run_promise(arguments);
  try {
    return answer(arguments);
  } catch (const UsageError& error) {
    fmt::print(stderr, "ERROR {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "ERROR {}\n", error.what());
    return 1;
  }
}
