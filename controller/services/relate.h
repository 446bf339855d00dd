// Relations between applications: made and removed by operators. Rule: contract/hooks.md 5.1 and 5.5,
// contract/cli.md 2.2 and 2.3. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "store/relation_repository.h"
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

/// Which relation is meant: two ends as for relate(), or a number.
struct RelationWanted {
  std::optional<std::string> left;
  std::optional<std::string> right;
  std::optional<std::int64_t> number;
};

/// As the model sees it. Throws Error(not_found), Error(invalid) for a pair that could be one of several.
store::RelationRow find_relation(const store::ReadTransaction& transaction, ModelId model, const RelationWanted& wanted);

/// The relation is dying until every unit has run its hooks; removing a dying one again changes nothing.
void remove_relation(store::WriteTransaction& transaction, ModelId model, const RelationWanted& wanted, bool force,
                     TimeMs now);

} // namespace periapt::services
