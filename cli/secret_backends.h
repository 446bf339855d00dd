// Where contents of secrets are kept: in the controller, and nowhere else. Rule: contract/cli.md 4, "Secrets".
#pragma once

#include "cli/session.h"

namespace periapt::cli {

struct SecretBackend {
  std::string name;
  std::string type;
  std::size_t secrets = 0; // of the models that the user may see
};

SecretBackend internal_backend(const Session& session);

} // namespace periapt::cli
