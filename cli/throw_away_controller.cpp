#include "cli/throw_away_controller.h"

#include "base/file.h"
#include "base/system_error.h"
#include "cli/local_controller.h"
#include "cli/program.h"

#include <cstdlib>
#include <sstream>

namespace periapt::cli {

namespace {

constexpr const char* controller_name = "local"; // what a first controller is called

std::filesystem::path new_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "model-test-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw_errno("cannot make a temporary folder \"{}\"", pattern);
  return pattern;
}

} // namespace

ThrowAwayController::ThrowAwayController(const Surroundings& outer) : folder_(new_folder()), surroundings_(outer) {
  surroundings_.program = "model"; // only under that name is a first controller started
  surroundings_.data_folder = folder_;
  std::erase_if(surroundings_.environment, [](const auto& variable) {
    return variable.first.starts_with("JUJU_") && variable.first != "JUJU_REPOSITORY";
  });
}

void ThrowAwayController::start() const {
  const auto answer = run({"add-model", "test", "--config", "hook-recordings=1000"});
  if (answer.status != 0) throw make_error(ErrorKind::unavailable, "{}", answer.err);
}

CommandAnswer ThrowAwayController::run(const std::vector<std::string>& words) const {
  std::istringstream in;
  std::ostringstream out, err;
  Console console(in, out, err);
  const int status = run_program(surroundings_, console, words);
  return {.status = status, .out = out.str(), .err = err.str()};
}

void ThrowAwayController::remove() const {
  const LocalController controller(folder_, controller_name);
  if (controller.exists()) {
    controller.stop(); // so that it starts no machine again
    controller.end_machines();
    controller.remove();
  }
  remove_tree(folder_);
}

} // namespace periapt::cli
