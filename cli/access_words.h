// "grant" and "revoke" read the same words, and so do "grant-cloud" and "revoke-cloud". Rule: contract/cli.md 2.21.
#pragma once

#include "cli/session.h"

namespace periapt::cli {

/// <user> <permission> [<model> ... | <offer url> ...]
void change_access(Session& session, bool revoke);
/// <user> <permission> <cloud> ...
void change_cloud_access(Session& session, bool revoke);

} // namespace periapt::cli
