// Which file of a charm a hook runs. Rule: contract/hooks.md 2.1; DESIGN section 9, rule 13.
#pragma once

#include "charm/handlers.h"

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::agent {

/// Where no handler is bound to the hook: `dispatch` if the charm has one, else hooks/<name> (actions/<name>); nullopt when the charm has no such hook.
/// Whether the file can be executed shows when it is started. Throws Error(not_found) `charm missing from disk`.
std::optional<std::filesystem::path> hook_executable(const std::filesystem::path& charm, const std::string& hook,
                                                     const char* folder = "hooks");

/// How the log names the kind of program that ran a hook. Rule: contract/cli.md 3.4, the texts that suites look for.
/// Of a handler: `puppet handler: wiki::config`.
std::string handler_name(const std::filesystem::path& program, const std::optional<charm::Handler>& handler = {});

} // namespace periapt::agent
