#include "cli/throw_away_controller.h"

#include "base/file.h"
#include "base/process_table.h"
#include "cli/local_controller.h"
#include "cli/program.h"

#include <fmt/format.h>
#include <signal.h>

#include <chrono>
#include <sstream>
#include <thread>

namespace periapt::cli {

namespace {

constexpr std::chrono::seconds patience_with_stragglers{3};
constexpr const char* controller_name = "local"; // what a first controller is called

/// Whether it is a program of ours that was started for this folder.
bool is_of_folder(pid_t pid, const std::string& folder) {
  try {
    const auto line = read_file_if_exists(fmt::format("/proc/{}/cmdline", pid)).value_or("");
    const auto program = std::filesystem::path(line.substr(0, line.find('\0'))).filename();
    return (program == "modeld" || program == "model-agent") && line.find(folder) != std::string::npos;
  } catch (const std::system_error&) { // it has ended, or is somebody else's
    return false;
  }
}

/// What was just being started when the test was interrupted holds no lock yet by which it could be found.
void end_stragglers(const std::string& folder) {
  const auto end = std::chrono::steady_clock::now() + patience_with_stragglers;
  for (bool found = true; found && std::chrono::steady_clock::now() < end;) {
    found = false;
    for (const auto& process : all_processes()) {
      if (process.state == 'Z' || !is_of_folder(process.pid, folder)) continue;
      ::kill(process.pid, SIGKILL);
      found = true;
    }
    if (found) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

} // namespace

ThrowAwayController::ThrowAwayController(const Surroundings& outer)
    : folder_(make_unique_folder(std::filesystem::temp_directory_path() / "model-test-")), surroundings_(outer) {
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

void ThrowAwayController::remove() const {
  const LocalController controller(folder_, controller_name);
  if (controller.exists()) {
    controller.stop(); // so that it starts no machine again
    controller.end_machines();
    end_stragglers(folder_.string());
    controller.remove();
  }
  remove_tree(folder_);
}

} // namespace periapt::cli
