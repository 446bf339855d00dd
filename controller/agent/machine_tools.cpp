#include "agent/machine_tools.h"

#include "base/file.h"
#include "core/binary_version.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::agent {
namespace {

/// A shell script, because it must do without anything beside it: also in a cron job, and after an upgrade.
std::string jujud_script() {
  return fmt::format(R"(#!/bin/sh
# For charms that ask for the version of their machine's agent.
case $1 in
  version | --version) echo {} ;;
  *) echo "ERROR unrecognized command: jujud $*" >&2; exit 2 ;;
esac
)",
                     binary_version());
}

} // namespace

void make_machine_tools(const MachineLayout& layout, const std::string& machine) {
  std::string tag = "machine-" + machine;
  std::replace(tag.begin(), tag.end(), '/', '-');
  const auto jujud = layout.tools(tag) / "jujud";
  const auto script = jujud_script();
  if (read_file_if_exists(jujud) == script) return;
  make_folders(jujud.parent_path());
  write_file_atomically(jujud, script, 0755);
}

} // namespace periapt::agent
