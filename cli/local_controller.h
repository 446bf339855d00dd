// A controller on this machine: a folder of the client's data and a `modeld` that serves it. Commands start
// it, start it again when it is down, and take it away. There is no service manager in between: modeld runs
// detached in a session of its own, and the next command restarts one that died (DESIGN section 9, rule 30).
//
//   $DATA/controllers/<name>/             modeld's folder
//     modeld.sock                         where it answers
//     start.lock                          held by the command that starts it, so that it is started once
//     start.log                           what the last start printed: the reason when it fails
//     modeld.lock                         held by modeld as long as it runs
//     machines/<machine>/                 base/machine_layout.h
//
// Errors: Error(unavailable) with modeld's own reason. Threads: any.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace periapt::cli {

class LocalController {
public:
  LocalController(const std::filesystem::path& data_folder, std::string name);

  const std::string& name() const { return name_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path socket() const;
  /// "unix:<socket>", as controllers.yaml keeps it
  std::string endpoint() const;

  bool exists() const;
  bool is_running() const;
  /// Makes the folder if needed and returns once modeld answers; at once if it already does.
  void start() const;
  /// Starts modeld on what the backup holds; it must not run. Throws what modeld refuses it with.
  void restore(const std::filesystem::path& backup) const;
  /// Ends modeld if it runs; machines and what runs on them stay.
  void stop() const;
  /// Where modeld itself cannot be made to: ends each machine's supervisor and what it left running.
  void end_machines() const;
  /// Ends modeld if it still runs and removes the folder.
  void remove() const;

private:
  void launch(const std::vector<std::string>& options, std::chrono::milliseconds patience) const;
  std::string start_failure() const;

  std::string name_;
  std::filesystem::path folder_;
};

} // namespace periapt::cli
