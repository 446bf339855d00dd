// Relations between applications: made and removed by operators. Rule: contract/hooks.md 5.1 and 5.5,
// contract/cli.md 2.2 and 2.3. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>

namespace periapt::services {

struct Related {
  std::string key; // "wordpress:db mariadb:db"
  std::int64_t number = 0;
};

/// `left` and `right` are "application" or "application:endpoint". Throws what choose_endpoints throws,
/// Error(already_exists) for a live relation of the same key, Error(conflict) for a dying one or a full
/// endpoint.
Related relate(store::WriteTransaction& transaction, ModelId model, const std::string& left,
               const std::string& right, TimeMs now);

/// Two endpoints, or a number.
struct RemoveRelationRequest {
  std::optional<std::string> left;
  std::optional<std::string> right;
  std::optional<std::int64_t> number;
  bool force = false;
};

/// The relation is dying until every unit has run its hooks; removing a dying one again changes nothing.
void remove_relation(store::WriteTransaction& transaction, ModelId model, const RemoveRelationRequest& request,
                     TimeMs now);

} // namespace periapt::services
