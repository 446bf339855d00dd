#pragma once

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace periapt {

/// "80/tcp", "8000-8999/udp", "icmp". Sorted by protocol (icmp < tcp < udp), from, to.
struct PortRange {
  std::string protocol = "tcp";
  int from = 0;
  int to = 0;
  auto operator<=>(const PortRange&) const = default;

  std::string str() const;
  bool overlaps(const PortRange& other) const;
  /// Throws Error(invalid) with the texts of contract/hook-tools.md, section 4.
  static PortRange parse(std::string_view text);
};
BOOST_DESCRIBE_STRUCT(PortRange, (), (protocol, from, to))

/// A range opened by a unit; an empty endpoint means all endpoints.
struct OpenedPort {
  PortRange range;
  std::string endpoint;
  auto operator<=>(const OpenedPort&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenedPort, (), (range, endpoint))

} // namespace periapt
