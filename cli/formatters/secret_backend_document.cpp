#include "cli/formatters/secret_backend_document.h"

namespace periapt::cli {

Value secret_backend_document(const SecretBackend& backend) {
  auto record = Record()
                    .add("backend", backend.type)
                    .add("secrets", static_cast<std::int64_t>(backend.secrets))
                    .add("status", "active")
                    .value();
  return Map{{backend.name, std::move(record)}};
}

} // namespace periapt::cli
