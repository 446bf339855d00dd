#include "client/address.h"

#include <fmt/ranges.h>

#include <sstream>

namespace periapt::client {
namespace {

constexpr std::string_view remote_scheme = "tls:";

} // namespace

std::filesystem::path RemoteAddress::str() const {
  return fmt::format("{}{}@{}", remote_scheme, fingerprint, fmt::join(hosts, ","));
}

std::optional<RemoteAddress> RemoteAddress::parse(const std::filesystem::path& address) {
  const auto text = address.string();
  const auto at = text.find('@');
  if (!text.starts_with(remote_scheme) || at == std::string::npos) return std::nullopt;
  RemoteAddress remote{{}, text.substr(remote_scheme.size(), at - remote_scheme.size())};
  std::istringstream hosts(text.substr(at + 1));
  for (std::string host; std::getline(hosts, host, ',');) remote.hosts.push_back(host);
  return remote;
}

} // namespace periapt::client
