// What a unit's hook asks about secrets, and the content it hands over while it runs. A unit reads what it owns,
// what its application owns and what was granted; what it may not see does not exist for it (rule 24).
// Rule: contract/hook-tools.md 7; DESIGN section 9, rule 17. Threads: inside the caller's transaction.
#pragma once

#include "core/secret_report.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

/// The unit's own, and as leader its application's.
std::vector<SecretReport> owned_secrets(const store::ReadTransaction& transaction, UnitId unit);

struct SecretReading {
  std::string id;    // empty: by label
  std::string label; // with an id: the unit calls it so from now on
  bool refresh = false;
  bool peek = false;
  std::string operation; // not empty: the content that this hook has handed over itself
};
/// The first reading, and one with `refresh`, make the unit track the newest revision. Throws Error(not_found)
/// `secret "x" not found`, `consumer label "x" not found`, Error(denied) `permission denied` for what the unit has
/// read before.
SecretContent read_secret(store::WriteTransaction& transaction, UnitId unit, const SecretReading& reading);

/// Kept for the commit of `operation`. Throws Error(invalid) for its form or size.
void put_pending_secret(store::WriteTransaction& transaction, UnitId unit, const std::string& operation,
                        const std::string& id, const SecretContent& content);

} // namespace periapt::services
