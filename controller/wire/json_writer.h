// Writes JSON text piece by piece; knows the place it is at, to name it when a text is not UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace periapt::wire {

/// "1.0", "1e+300": always readable as a number with a fraction. Throws Error(invalid) for NaN and infinity.
std::string json_number(double value);

/// "leader_term" -> "leader-term": how a member or an enumerator is named on the wire.
std::string wire_name(std::string_view cpp_name);

} // namespace periapt::wire
