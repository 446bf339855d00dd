// Constraints as commands show them: one text, or a record. Rule: contract/cli.md 1.9 and 2.13.
#pragma once

#include "cli/formatters/record.h"
#include "cli/session.h"

#include <string>

namespace periapt::cli {

/// {cores: 4, mem: 1024}: sizes in MiB, lists as lists.
Value constraints_document(const std::string& constraints);

/// Prints them in the format that was asked for: constraints, json or yaml.
void print_constraints(Session& session, const std::string& constraints);

void declare_constraints_format(OptionSet& options);

} // namespace periapt::cli
