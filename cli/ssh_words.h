// What stands behind the target of `ssh` and on `scp`'s line: options of the system's programs, which local machines do
// not need, and what is left of the line without them. Pure. Rule: contract/cli.md 3.7 and 3.8.
#pragma once

#include "cli/command.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

/// The command behind the target: options before it are dropped with their values, so is a leading "--".
std::vector<std::string> command_behind_target(const std::vector<std::string>& words);

struct ScpLine {
  bool recursive = false; // -r
  bool preserve = false;  // -p
  std::vector<std::string> paths;
};
ScpLine scp_line(const std::vector<std::string>& words);

/// "[[user@]target:]path"; a path with a slash before its first colon is of this host.
struct ScpPath {
  std::optional<std::string> target;
  std::string path;
};
ScpPath scp_path(const std::string& text);

/// The options of what opens a shell on a machine: ours do without most of them.
void declare_ssh(OptionSet& options);

} // namespace periapt::cli
