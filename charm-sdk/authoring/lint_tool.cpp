#include "authoring/lint_tool.h"

#include "base/file.h"
#include "base/process.h"
#include "base/system_error.h"
#include "charm/yaml_path.h"

#include <fcntl.h>
#include <signal.h>

#include <algorithm>
#include <chrono>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{60};

/// A file that is gone afterwards, so that the program never waits for a reader.
UniqueFd unnamed_file() {
  UniqueFd file(open(fs::temp_directory_path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!file) throw_errno("cannot make a temporary file");
  return file;
}

std::string written_to(const UniqueFd& file) { return read_file(fs::path("/proc/self/fd") / std::to_string(file.get())); }

std::vector<std::string> environment_with(const std::vector<std::string>& ours) {
  auto all = current_environment();
  for (const auto& one : ours) {
    const auto name = one.substr(0, one.find('=') + 1);
    std::erase_if(all, [&](const auto& other) { return other.starts_with(name); });
    all.push_back(one);
  }
  return all;
}

} // namespace

std::optional<ToolAnswer> ask_tool(const ToolQuestion& question) {
  const auto output = unnamed_file(), complaints = unnamed_file();
  std::vector<std::string> argv{question.program.filename().string()};
  argv.insert(argv.end(), question.arguments.begin(), question.arguments.end());
  auto process = spawn({.program = question.program,
                        .argv = std::move(argv),
                        .environment = environment_with(question.environment),
                        .cwd = question.cwd,
                        .fds = {{.child_fd = 1, .parent_fd = output.get()}, {.child_fd = 2, .parent_fd = complaints.get()}}});
  const auto status = process.wait_for(patience);
  if (!status) {
    process.kill(SIGKILL);
    process.wait();
  }
  if (!status || status->signal != 0) return std::nullopt;
  return ToolAnswer{.code = status->code, .output = written_to(output), .complaints = written_to(complaints)};
}

std::string text_at(const charm::YamlValue& value, const char* key) {
  const auto* found = charm::find_key(value, key);
  const auto* text = found ? std::get_if<std::string>(&found->data) : nullptr;
  return text ? *text : "";
}

std::int64_t number_at(const charm::YamlValue& value, const char* key) {
  const auto* found = charm::find_key(value, key);
  const auto* number = found ? std::get_if<std::int64_t>(&found->data) : nullptr;
  return number ? *number : 0;
}

} // namespace periapt::authoring
