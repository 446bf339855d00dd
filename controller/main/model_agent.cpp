// model-agent: what runs on each machine. `supervise` is the parent of the agent and of every hook; `run` is the
// agent itself. Called by the name `juju-exec` or `juju-run` it is that program. Linked statically and copied as one
// file, so it parses its few options by hand.
#include "agent/juju_exec.h"
#include "agent/run_agent.h"
#include "agent/supervisor/run_supervisor.h"
#include "base/fault_point.h"
#include "base/program_path.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view help = R"(Usage: model-agent supervise|run --dir DIR [OPTIONS]

Runs the units of one machine. Programs call it, people need not.

Commands:
  supervise            Be the parent of the machine's agent and hooks; restart the agent when it ends.
  run                  Be the agent; started by the supervisor.

Options:
  --dir DIR            The machine's folder.
  --detach             With supervise: go on in the background and return once it is ready.
  --agent PROGRAM      With supervise: run this as the agent (default: this program).
  --fault NAME[:NTH]   With run, for tests: be killed at the NTH passing (default: the first) of this point.
  --list-fault-points  Print the names of all such points.
  --version            Print the version.
  --help               Print this.
)";

/// What was typed is wrong: exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::string command;
  std::filesystem::path folder;
  std::filesystem::path agent = periapt::own_program();
  std::vector<std::string> faults;
  bool detach = false;
  bool help = false;
  bool version = false;
  bool list_fault_points = false;
};

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    const auto value = [&]() -> const std::string& {
      if (++i == arguments.size()) throw UsageError(fmt::format("option needs an argument: {}", argument));
      return arguments[i];
    };
    if (argument == "--help" || argument == "-h") options.help = true;
    else if (argument == "--version") options.version = true;
    else if (argument == "--list-fault-points") options.list_fault_points = true;
    else if (argument == "--dir") options.folder = std::filesystem::absolute(value());
    else if (argument == "--detach") options.detach = true;
    else if (argument == "--agent") options.agent = std::filesystem::absolute(value());
    else if (argument == "--fault") options.faults.push_back(value());
    else if (options.command.empty() && (argument == "supervise" || argument == "run")) options.command = argument;
    else throw UsageError(fmt::format("unrecognized argument: \"{}\"", argument));
  }
  return options;
}

int run(const Options& options) {
  if (options.command.empty() || options.folder.empty()) throw UsageError("a command and --dir are needed, see --help");
  if (options.command == "supervise") {
    return periapt::agent::run_supervisor(
        {.folder = options.folder, .agent_program = options.agent, .detach = options.detach});
  }
  for (const auto& fault : options.faults) periapt::arm_fault_point(fault);
  periapt::agent::run_agent(options.folder);
  return EXIT_SUCCESS;
}

int answer(const Options& options) {
  if (options.help) fmt::print("{}", help);
  else if (options.version) fmt::print("{}\n", PERIAPT_VERSION);
  else if (options.list_fault_points) {
    for (const auto name : periapt::fault_point_names()) fmt::print("{}\n", name);
  } else return run(options);
  return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
  const auto name = std::filesystem::path(argv[0]).filename();
  if (name == "juju-exec" || name == "juju-run") return periapt::agent::juju_exec(name, {argv + 1, argv + argc});
  try {
    return answer(parse({argv + 1, argv + argc}));
  } catch (const UsageError& error) {
    fmt::print(stderr, "ERROR {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "ERROR {}\n", error.what());
    return 1;
  }
}
