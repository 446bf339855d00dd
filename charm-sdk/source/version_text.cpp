#include "base/file.h"
#include "base/process.h"
#include "base/system_error.h"
#include "source/charm_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>

namespace periapt::source {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds git_patience{10};

std::optional<fs::path> find_in_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto candidate = fs::path(folder) / program;
    if (folder.starts_with('/') && access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// What the program prints in that folder; "" when it fails or takes too long.
std::string output_of(const fs::path& program, std::vector<std::string> argv, const fs::path& folder) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make a pipe");
  const UniqueFd reading(ends[0]);
  UniqueFd writing(ends[1]);
  auto process = spawn({.program = program,
                        .argv = std::move(argv),
                        .environment = current_environment(),
                        .cwd = folder,
                        .fds = {{.child_fd = 1, .parent_fd = writing.get()}}});
  writing.reset();
  const auto status = process.wait_for(git_patience);
  if (!status) {
    process.kill(SIGKILL);
    process.wait();
    return "";
  }
  std::string text(4096, '\0'); // a description fits into the pipe and into this
  const auto count = retry_interrupted([&] { return read(reading.get(), text.data(), text.size()); });
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return status->success() ? first_line(text) : "";
}

std::string git_description(const fs::path& folder) {
  const auto git = find_in_path("git");
  if (!git || !exists(folder / ".git")) return "";
  return output_of(*git, {"git", "describe", "--dirty", "--always"}, folder);
}

std::string last_field(const std::string& line) {
  std::istringstream fields(line);
  std::string last;
  for (std::string field; fields >> field;) last = field;
  return last;
}

} // namespace

std::string version_text(const fs::path& folder) {
  if (auto description = git_description(folder); !description.empty()) return description;
  return last_field(first_line(read_file_if_exists(folder / "version").value_or("")));
}

std::string commit_of(const fs::path& folder) {
  const auto git = find_in_path("git");
  return git ? output_of(*git, {"git", "rev-parse", "HEAD"}, folder) : "";
}

} // namespace periapt::source
