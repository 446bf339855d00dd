#include "agent/hook_executable.h"

#include "core/error.h"

#include <fmt/format.h>

namespace periapt::agent {

std::optional<std::filesystem::path> hook_executable(const std::filesystem::path& charm, const std::string& hook,
                                                     const char* folder) {
  // A link that leads nowhere is there, and fails when it is started.
  const auto exists = [](const std::filesystem::path& path) {
    return std::filesystem::symlink_status(path).type() != std::filesystem::file_type::not_found;
  };
  if (!exists(charm / "metadata.yaml")) throw make_error(ErrorKind::not_found, "charm missing from disk");
  if (auto dispatch = charm / "dispatch"; exists(dispatch)) return dispatch;
  if (auto file = charm / folder / hook; exists(file)) return file;
  return std::nullopt;
}

std::string handler_name(const std::filesystem::path& program, const std::optional<charm::Handler>& handler) {
  if (handler) return fmt::format("{} handler: {}", handler->tool, handler->program);
  return program.filename() == "dispatch" ? "hook dispatching script: dispatch" : "explicit, bespoke hook script";
}

} // namespace periapt::agent
