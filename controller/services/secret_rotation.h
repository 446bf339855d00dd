// When a secret is to be rotated next. Rule: contract/hooks.md 17: calendar arithmetic in UTC.
#pragma once

#include "core/secret.h"

namespace periapt::services {

inline constexpr TimeMs rotate_again_ms = 5 * 60 * 1000;

/// nullopt for `never`. A day that the month has not runs over into the next, as 31 January + 1 month.
std::optional<TimeMs> next_rotation(RotatePolicy policy, TimeMs from);

/// After the policy was changed: a rotation that is planned sooner than the new policy would have it stays.
std::optional<TimeMs> rotation_after_change(RotatePolicy policy, std::optional<TimeMs> planned, TimeMs now);

/// After secret-rotate ran: as scheduled if there is a new revision that lives until then, else in five minutes.
std::optional<TimeMs> rotation_after_hook(RotatePolicy policy, bool has_new_revision,
                                          std::optional<TimeMs> latest_expire_ms, TimeMs now);

} // namespace periapt::services
