#include "cli/plugin.h"

#include "base/process.h"

#include <unistd.h>

namespace periapt::cli {

namespace {

std::optional<std::filesystem::path> find_in_path(const std::string& path, const std::string& name) {
  for (const auto& folder : split(path, ':')) {
    const auto candidate = std::filesystem::path(folder) / name;
    if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

} // namespace

std::optional<int> run_plugin(const Surroundings& surroundings, const std::vector<std::string>& words) {
  const auto path = surroundings.environment.find("PATH");
  const std::string name = "juju-" + words.front();
  if (path == surroundings.environment.end() || name.find('/') != std::string::npos) return std::nullopt;
  const auto program = find_in_path(path->second, name);
  if (!program) return std::nullopt;
  std::vector<std::string> argv = words;
  argv.front() = name;
  auto process = spawn({.program = *program,
                        .argv = std::move(argv),
                        .environment = current_environment(),
                        .cwd = {},
                        .fds = {{0, 0}, {1, 1}, {2, 2}},
                        .group = ProcessGroup::inherit});
  const auto status = process.wait();
  return status.signal ? 128 + status.signal : status.code;
}

} // namespace periapt::cli
