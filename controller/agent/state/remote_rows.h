// The remote state as rows: one entity a row, and the revision they are as of.
#pragma once

#include "core/entities.h"
#include "database/connection.h"

#include <optional>

namespace periapt::agent {

/// Everything as one snapshot; nullopt before the first update.
std::optional<AgentUpdate> read_remote(database::Connection& connection);

/// In the caller's transaction.
void forget_remote(database::Connection& connection);
void write_remote(database::Connection& connection, const AgentUpdate& update);

} // namespace periapt::agent
