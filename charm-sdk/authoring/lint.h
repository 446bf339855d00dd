// Linting a charm: all that deploying it would refuse, the rules of `charm proof`, and what is easily got wrong with
// contracts, events and handlers. Nothing of the charm runs. Rule: contract/charm-format.md, section 12; what a charm
// is refused for is the business of the room `charm`, which the linter asks. Threads: one.
#pragma once

#include "authoring/finding.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::authoring {

struct LintOptions {
  std::string folder_name;              // which the charm's name is compared with; empty: the folder's
  std::filesystem::path shellcheck;     // empty: scripts are not looked into
};

/// By file and line, errors first in a place. Throws Error where there is no charm to look at.
std::vector<Finding> lint_charm(const std::filesystem::path& folder, const LintOptions& options);

/// shellcheck on `path` (as $PATH); empty when it is not there.
std::filesystem::path find_shellcheck(const std::string& path);

} // namespace periapt::authoring
