#include "cli/captured_run.h"

#include "cli/program.h"

#include <sstream>

namespace periapt::cli {

CommandAnswer run_captured(const Surroundings& surroundings, const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out, err;
  Console console(in, out, err);
  const int status = run_program(surroundings, console, words);
  return {.status = status, .out = out.str(), .err = err.str()};
}

} // namespace periapt::cli
