// Sets of commands that can be forbidden in a model, as a command line names them, and how a refusal is told from
// other ones. Rule: contract/cli.md, 2.23.
#pragma once

#include "core/error.h"

#include <string>

namespace periapt::cli {

inline constexpr const char* command_set_help = R"(The sets are:

    destroy-model   destroying the model
    remove-object   that, and removing machines, units, applications, relations, offers, storage
    all             everything that changes the model
)";

/// Throws UsageError for a set that there is none of.
void check_command_set(const std::string& name);

/// Whether the controller refused because somebody has forbidden it.
bool is_refused_as_disabled(const Error& error);

} // namespace periapt::cli
