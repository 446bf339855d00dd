// `secret-backends` and `show-secret-backend` as data.
#pragma once

#include "cli/formatters/record.h"
#include "cli/secret_backends.h"

namespace periapt::cli {

/// {NAME: {backend, secrets, status}}
Value secret_backend_document(const SecretBackend& backend);

} // namespace periapt::cli
