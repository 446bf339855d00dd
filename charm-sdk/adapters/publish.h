// publish.json: what a handler's program wants published, as a file that it manages like any other.
//
//   {"relations": {"db:4": {"mine": {"ready": "true"}, "mine-app": {"key": null}}},
//    "status": {"state": "active", "message": ""}, "ports": ["80/tcp"], "version": "1.2"}
//
// Rule: contract/wrappers.md, section 3. `ports` and `version` are ours.
#pragma once

#include "adapters/hook_tools.h"
#include "charm/yaml_value.h"

#include <filesystem>

namespace periapt::adapters {

/// Applies `file` through the hook's context; nothing happens where there is none. `scratch` is a private folder.
/// Throws Error: `publish.json: unknown key "x"`, or what the hook tool said.
void publish(const std::filesystem::path& file, const HookTools& tools, const std::filesystem::path& scratch);

} // namespace periapt::adapters
