// Randomness from the kernel (getrandom): good enough for tokens. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace periapt {

/// RFC 4122 version 4, lower case.
std::string random_uuid();
/// 2 * size_bytes hex digits.
std::string random_hex(std::size_t size_bytes);
/// Uniform in [0, bound); bound > 0.
std::uint32_t random_below(std::uint32_t bound);

} // namespace periapt
