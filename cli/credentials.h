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

bool has_credential(const Session& session, const std::string& cloud, const std::string& name);

/// Which credentials take the place of those that are there.
struct CredentialUpdate {
  std::string cloud;  // empty: of every cloud in the file
  std::string name;   // empty: all
  std::string region; // the new default; empty: as it was
  charm::YamlMap given;
};
/// What the file has for every cloud; without a file what this client has.
charm::YamlMap given_credentials(const Session& session, const std::string& file);
/// Throws Error(not_found) when nothing that was given is meant.
std::vector<std::string> clouds_of_update(const CredentialUpdate& update);
/// All or nothing. Throws Error(not_found) for a cloud without credentials.
void update_credentials(Session& session, const CredentialUpdate& update);

/// `what` is region or credential. Empty when there is none, to read and to set.
std::string credential_default(const Session& session, const std::string& cloud, const std::string& what);
void set_credential_default(Session& session, const std::string& cloud, const std::string& what, const std::string& value);

/// {CLOUD: {NAME: {content: {auth-type, …}}}}; of one cloud, one name, unless they are empty.
Value credential_contents(const Session& session, const std::string& cloud, const std::string& name, bool secrets);

/// {CLOUD: {default-credential, default-region, cloud-credentials: {NAME: {auth-type, details}}}}; of one cloud unless
/// it is empty. Secret attributes only with `secrets`.
Value credentials_document(const Session& session, const std::string& cloud, bool secrets);

} // namespace periapt::cli
