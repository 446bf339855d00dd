#include "client/connector.h"

#include "core/error.h"
#include "tls/tunnel.h"

#include <optional>

namespace periapt::client {
namespace asio = boost::asio;

namespace {

asio::awaitable<tls::PlainSocket> dial_any(std::vector<std::string> hosts, std::string fingerprint,
                                           std::chrono::milliseconds limit) {
  std::string causes;
  for (const auto& host : hosts) {
    try {
      co_return co_await tls::dial(host, fingerprint, limit);
    } catch (const boost::system::system_error& error) {
      causes += (causes.empty() ? "" : "; ") + host + ": " + error.code().message();
    }
  }
  throw make_error(ErrorKind::unavailable, "{}", causes);
}

} // namespace

Connector tls_connector(std::vector<std::string> hosts, std::string fingerprint) {
  return [hosts = std::move(hosts), fingerprint = std::move(fingerprint)](std::chrono::milliseconds limit) {
    return dial_any(hosts, fingerprint, limit);
  };
}

} // namespace periapt::client
