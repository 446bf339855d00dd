#include "layers/python_packages.h"

#include "base/file.h"
#include "base/process.h"
#include "base/system_error.h"
#include "core/error.h"
#include "layers/plan.h"

#include <fcntl.h>

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of("\n");
  if (end == std::string::npos) return "";
  const auto begin = text.rfind('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1, end - (begin == std::string::npos ? 0 : begin + 1) + 1);
}

/// Runs pip with everything it says in a file, so that the end of it can be told.
void run_pip(std::vector<std::string> arguments, const fs::path& folder) {
  const auto env = fs::path("/usr/bin/env"); // looks pip up in PATH
  const auto log = folder / "pip.log";
  const UniqueFd output(open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!output) throw_errno("cannot write \"{}\"", log.string());
  std::vector<std::string> argv{"env", "pip3"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  auto process = spawn({.program = env,
                        .argv = std::move(argv),
                        .environment = current_environment(),
                        .cwd = folder,
                        .fds = {{.child_fd = 1, .parent_fd = output.get()}, {.child_fd = 2, .parent_fd = output.get()}},
                        .group = ProcessGroup::inherit});
  const auto status = process.wait();
  if (status.code == 127)
    throw Error(ErrorKind::unavailable, "cannot get the charm's Python packages: there is no pip3 here (python3-pip)");
  if (!status.success())
    throw make_error(ErrorKind::unavailable, "cannot get the charm's Python packages: pip3 ended with {}: {}",
                     describe(status), last_line(read_file(log)));
}

std::string package_of_archive(const std::string& file) { return file.substr(0, file.find('-')); }

} // namespace

void add_wheelhouse_files(Composition& charm, WheelhouseKind kind, const fs::path& folder) {
  if (kind == WheelhouseKind::none || charm.requirements.empty()) return;
  const auto lists = folder / "lists", packages = folder / "packages";
  make_folders(lists);
  make_folders(packages);
  for (const char* name : {"wheelhouse.txt", "wheelhouse-constraints.txt"})
    write_file_atomically(lists / name, *charm.files.at(name).text);
  std::vector<std::string> arguments{"download", "--dest", packages.string(), "--requirement",
                                     (lists / "wheelhouse.txt").string()};
  if (kind == WheelhouseKind::source) arguments.insert(arguments.begin() + 1, {"--no-binary", ":all:"});
  else arguments.insert(arguments.end(), {"--constraint", (lists / "wheelhouse-constraints.txt").string()});
  run_pip(arguments, lists);
  for (const auto& name : list_files(packages, IgnoreList())) {
    const auto layer = charm.requirements.layer_of(package_of_archive(name));
    charm.files["wheelhouse/" + name] = {
        .source = packages / name, .layer = layer.empty() ? "__pip__" : layer, .dynamic = true};
  }
}

void add_installed_packages(Composition& charm, const fs::path& folder) {
  std::size_t number = 0;
  for (const auto& [path, requirement] : charm.python_packages) {
    const auto place = folder / std::to_string(number++);
    make_folders(place / "installed");
    run_pip({"install", "--target", (place / "installed").string(), requirement}, place);
    const auto beside = fs::path(path).parent_path();
    for (const auto& name : list_files(place / "installed", IgnoreList(always_ignored())))
      charm.files[(beside / name).string()] = {
          .source = place / "installed" / name, .layer = charm.layers.back().url, .dynamic = true};
  }
}

} // namespace periapt::layers
