#include "cli/disabled_commands_words.h"

#include "cli/outcome.h"

namespace periapt::cli {

void check_command_set(const std::string& name) {
  if (name == "all" || name == "destroy-model" || name == "remove-object") return;
  throw UsageError("bad command set, valid options: all, destroy-model, remove-object");
}

bool is_refused_as_disabled(const Error& error) {
  return error.kind() == ErrorKind::conflict &&
         std::string(error.what()).find("\n    juju enable-command ") != std::string::npos;
}

} // namespace periapt::cli
