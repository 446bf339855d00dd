// Leadership as a lease with a fencing term. The term is durable and grows when the holder changes; the
// expiry is counted by each side on CLOCK_BOOTTIME: by the agent from sending its renewal, by the
// controller from receiving it, so the agent's view always ends first. Rule: DESIGN section 9, 19 and 20.
#pragma once

#include <chrono>

namespace periapt::leadership {

inline constexpr std::chrono::seconds lease_length{60};
inline constexpr std::chrono::seconds renew_interval{15};
/// is-leader says True only with at least this much left, as the contract promises to charms
inline constexpr std::chrono::seconds guaranteed_remainder{30};

inline bool may_claim_true(std::chrono::milliseconds remaining) { return remaining >= guaranteed_remainder; }

} // namespace periapt::leadership
