// `model`, and `juju` when started through a link of that name.
#include "base/data_folder.h"
#include "base/heap.h"
#include "cli/formatters/fitting.h"
#include "cli/program.h"
#include "cli/replay.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace {

periapt::cli::Environment read_environment() {
  periapt::cli::Environment environment;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    const auto equals = text.find('=');
    if (equals != std::string::npos) environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

std::string program_name(const char* argv0) {
  return std::filesystem::path(argv0).filename() == "juju" ? "juju" : "model";
}

/// A hook that is replayed finds this program behind the names of its tools.
int answer_hook(const std::string& folder, const std::vector<std::string>& words) {
  try {
    return periapt::cli::answer_replayed_call(folder, words);
  } catch (const std::exception& error) {
    std::cerr << "ERROR " << error.what() << std::endl;
    return 1;
  }
}

} // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  periapt::keep_freed_memory();
  if (const char* replay = std::getenv(periapt::cli::replay_variable); replay && argc > 0)
    return answer_hook(replay, {argv, argv + argc});
  const periapt::cli::Surroundings surroundings{program_name(argc > 0 ? argv[0] : "model"), read_environment(),
                                                periapt::data_folder(), std::filesystem::current_path()};
  periapt::cli::Console console(std::cin, std::cout, std::cerr);
  console.in_is_terminal = isatty(STDIN_FILENO) == 1;
  console.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  console.err_is_terminal = isatty(STDERR_FILENO) == 1;
  if (console.out_is_terminal) periapt::cli::fit_to_terminal(STDOUT_FILENO);
  const std::vector<std::string> words(argv + 1, argv + argc);
  return periapt::cli::run_program(surroundings, console, words);
}
