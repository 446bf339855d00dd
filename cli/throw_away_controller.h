// A controller for one test: its data, and this program's, in a temporary folder. Commands are run there in this process,
// as somebody would type them. Threads: one.
#pragma once

#include "cli/captured_run.h"
#include "cli/session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::cli {

class ThrowAwayController {
public:
  /// Makes the folder; the controller is started by start(). What `outer` says of other controllers is not seen there.
  explicit ThrowAwayController(const Surroundings& outer);

  const std::filesystem::path& folder() const { return folder_; }
  const Surroundings& surroundings() const { return surroundings_; }
  /// Starts it with one empty model, where each hook is recorded. Throws Error with what was said.
  void start() const;
  /// Never throws for what the command says.
  CommandAnswer run(const std::vector<std::string>& words) const { return run_captured(surroundings_, words); }
  /// Ends it, without hooks, with all that runs on its machines, and removes its folder.
  void remove() const;

private:
  std::filesystem::path folder_;
  Surroundings surroundings_;
};

} // namespace periapt::cli
