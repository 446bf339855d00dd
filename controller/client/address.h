// Where a controller is, as one text: a socket's path, or for one on another machine "tls:<fingerprint>@<host:port>,…", the
// hosts in the order in which they are tried. Pure; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace periapt::client {

struct RemoteAddress {
  std::vector<std::string> hosts; // "host:port"
  std::string fingerprint;        // of the certificate that is shown there (tls/certificate.h)

  std::filesystem::path str() const;
  /// nullopt: it is a socket's path.
  static std::optional<RemoteAddress> parse(const std::filesystem::path& address);
};

} // namespace periapt::client
