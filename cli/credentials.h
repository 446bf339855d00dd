// Credentials of clouds that this client keeps: $DATA/credentials.yaml. Rule: contract/cli.md 1.8 and 2.22.
#pragma once

#include "cli/formatters/record.h"
#include "cli/session.h"

#include <string>

namespace periapt::cli {

int credential_count(const Session& session, const std::string& cloud);

/// Those of the file for that cloud are added. Throws Error(already_exists) for a name that is there already, before
/// anything is added; Error(not_found, invalid) for a file without any. Returns their names.
std::vector<std::string> add_credentials(Session& session, const std::string& cloud, const std::string& file,
                                         const std::string& region);
/// Throws Error(not_found).
void remove_credential(Session& session, const std::string& cloud, const std::string& name);

/// {CLOUD: {default-credential, default-region, cloud-credentials: {NAME: {auth-type, details}}}}; of one cloud unless
/// it is empty. Secret attributes only with `secrets`.
Value credentials_document(const Session& session, const std::string& cloud, bool secrets);

} // namespace periapt::cli
