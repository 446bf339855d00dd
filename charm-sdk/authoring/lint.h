// Linting a charm: all that deploying it would refuse, the rules of `charm proof`, and what is easily got wrong with
// contracts, events and handlers. Nothing of the charm runs, but for plugins in Python that stand beside a playbook, which
// Ansible loads to check it. Rule: contract/charm-format.md, section 12; what a charm is refused for is the business of
// the room `charm`, which the linter asks. Threads: one.
#pragma once

#include "authoring/finding.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::authoring {

/// Programs that know more of a file than the linter does; empty: none is asked.
struct LintTools {
  std::filesystem::path shellcheck;
  std::filesystem::path puppet;
  std::filesystem::path ansible_playbook;
  std::filesystem::path scratch; // a folder for what they write
};

struct LintOptions {
  std::string folder_name; // which the charm's name is compared with; empty: the folder's
  LintTools tools;
};

/// By file and line, errors first in a place. Throws Error where there is no charm to look at.
std::vector<Finding> lint_charm(const std::filesystem::path& folder, const LintOptions& options);

/// Those that are on `path` (as $PATH), without a scratch folder.
LintTools find_lint_tools(const std::string& path);

} // namespace periapt::authoring
