// What remove-application, remove-unit and remove-machine share: the plan, the question, the reports.
// Rule: contract/cli.md, 2.4, 2.6 and 2.24.
#pragma once

#include "cli/session.h"

#include <string>
#include <vector>

namespace periapt::cli {

struct Removal {
  const char* noun;       // "application", "unit" or "machine"
  const char* collection; // of the API: "applications", …
  std::vector<std::string> names;
};

/// --destroy-storage --dry-run --force --no-prompt --no-wait
void declare_removal(OptionSet& options);
/// Throws UsageError for --no-wait without --force.
void check_removal(const Arguments& arguments);
/// Throws AlreadyReported when one of the names could not be removed, Error when the user said no.
void remove_things(Session& session, ModelClient& model, const Removal& removal);

} // namespace periapt::cli
