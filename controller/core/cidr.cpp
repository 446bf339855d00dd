#include "core/cidr.h"

#include <arpa/inet.h>

#include <charconv>

namespace periapt {

bool is_cidr(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return false;
  const auto address = text.substr(0, slash);
  unsigned char parsed[sizeof(in6_addr)];
  const bool v4 = ::inet_pton(AF_INET, address.c_str(), parsed) == 1;
  if (!v4 && ::inet_pton(AF_INET6, address.c_str(), parsed) != 1) return false;
  unsigned length = 0;
  const auto* begin = text.data() + slash + 1;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(begin, end, length);
  return error == std::errc{} && rest == end && length <= (v4 ? 32u : 128u);
}

} // namespace periapt
