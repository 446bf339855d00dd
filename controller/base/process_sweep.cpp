#include "base/process_sweep.h"

#include "base/process_table.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string_view>
#include <thread>
#include <unordered_set>

namespace periapt {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds pause_between_looks(10);

void reap_children() {
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.substr(0, folder.size()) == folder && path[folder.size()] == '/';
}

bool names_folder(pid_t pid, const std::string& folder) {
  for (const char* name : {"JUJU_CHARM_DIR", "JUJU_AGENT_SOCKET_ADDRESS"}) {
    const auto value = environment_value(pid, name);
    if (value && is_below(*value, folder)) return true;
  }
  return false;
}

} // namespace

bool end_descendants(std::chrono::milliseconds grace, std::chrono::milliseconds limit) {
  const auto start = SteadyClock::now();
  std::unordered_set<pid_t> asked; // one polite signal each
  for (;;) {
    reap_children();
    const auto left = descendants_of(::getpid());
    if (left.empty()) return true;
    const auto elapsed = SteadyClock::now() - start;
    if (elapsed > limit) return false;
    for (const pid_t pid : left) {
      if (elapsed > grace) ::kill(pid, SIGKILL);
      else if (asked.insert(pid).second) ::kill(pid, SIGTERM);
    }
    std::this_thread::sleep_for(pause_between_looks);
  }
}

std::vector<pid_t> processes_of_machine(const std::filesystem::path& folder) {
  const std::string root = std::filesystem::absolute(folder).lexically_normal().string();
  std::vector<pid_t> found;
  for (const ProcessEntry& entry : all_processes()) {
    if (entry.state != 'Z' && entry.pid != ::getpid() && names_folder(entry.pid, root)) found.push_back(entry.pid);
  }
  return found;
}

bool kill_processes_of_machine(const std::filesystem::path& folder, std::chrono::milliseconds limit) {
  const auto start = SteadyClock::now();
  for (;;) {
    const auto left = processes_of_machine(folder);
    if (left.empty()) return true;
    if (SteadyClock::now() - start > limit) return false;
    for (const pid_t pid : left) ::kill(pid, SIGKILL);
    std::this_thread::sleep_for(pause_between_looks);
  }
}

} // namespace periapt
