#include "core/port_range.h"

#include "core/error.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace periapt {
namespace {

int parse_port(std::string_view text) {
  int value = 0;
  const auto body = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), value);
  if (body.empty() || error != std::errc() || end != body.data() + body.size())
    throw make_error(ErrorKind::invalid, "invalid port \"{0}\": strconv.Atoi: parsing \"{0}\": invalid syntax", text);
  return value;
}

} // namespace

std::string PortRange::str() const {
  if (protocol == "icmp") return protocol;
  return from == to ? fmt::format("{}/{}", from, protocol) : fmt::format("{}-{}/{}", from, to, protocol);
}

bool PortRange::overlaps(const PortRange& other) const {
  return protocol == other.protocol && from <= other.to && other.from <= to;
}

PortRange PortRange::parse(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string_view all = lowered;
  const auto slash = all.find('/');
  const auto ports = all.substr(0, slash);
  PortRange range;
  if (ports == "icmp") {
    range.protocol = "icmp";
    range.from = range.to = -1;
    return range;
  }
  if (slash != std::string_view::npos) range.protocol = all.substr(slash + 1);
  if (range.protocol == "icmp")
    throw make_error(ErrorKind::invalid, "protocol \"icmp\" doesn't support any ports; got \"{}\"", ports);
  if (range.protocol != "tcp" && range.protocol != "udp")
    throw make_error(ErrorKind::invalid, "invalid protocol \"{}\", expected \"tcp\", \"udp\", or \"icmp\"",
                     range.protocol);
  const auto dash = ports.find('-');
  if (dash == std::string_view::npos) {
    range.from = range.to = parse_port(ports);
  } else {
    const auto upper = ports.substr(dash + 1);
    if (upper.find('-') != std::string_view::npos)
      throw make_error(ErrorKind::invalid, "invalid port range \"{}\"", ports);
    range.from = parse_port(ports.substr(0, dash));
    range.to = parse_port(upper);
  }
  if (range.from > range.to) throw make_error(ErrorKind::invalid, "invalid port range {}", range.str());
  if (range.from < 0 || range.to > 65535)
    throw make_error(ErrorKind::invalid, "port range bounds must be between 0 and 65535, got {}-{}", range.from,
                     range.to);
  return range;
}

} // namespace periapt
