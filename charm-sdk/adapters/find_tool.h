// Finding a wrapped tool before anything runs.
#pragma once

#include "adapters/adapter.h"

#include <filesystem>
#include <string>

namespace periapt::adapters {

/// Throws Error(not_found) `handler for install needs puppet, which is not installed (package puppet-agent)`.
std::filesystem::path find_tool(const Adapter& adapter, const charm::Handler& handler, const std::string& path);

} // namespace periapt::adapters
