// Networks as operators write them: 10.0.0.0/24, 2001:db8::/32. Pure; any thread.
#pragma once

#include <string>

namespace periapt {

/// An IPv4 or IPv6 address, a slash and a length that it can have.
bool is_cidr(const std::string& text);

} // namespace periapt
