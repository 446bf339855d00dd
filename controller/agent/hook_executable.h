// Which file of a charm a hook runs. Rule: contract/hooks.md 2.1; DESIGN section 9, rule 13.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::agent {

/// `dispatch` if the charm has one, else hooks/<name>; nullopt when the charm has no such hook. Whether the file
/// can be executed shows when it is started. Throws Error(not_found) `charm missing from disk`.
std::optional<std::filesystem::path> hook_executable(const std::filesystem::path& charm, const std::string& hook);

} // namespace periapt::agent
