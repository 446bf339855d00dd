// TLS at one end, a plain socket at the other. Errors: boost::system::system_error for what ends a connection before it is
// there; Error(denied) for a certificate that is another's. Threads: the one that runs the executor.
#pragma once

#include "tls/certificate.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace periapt::tls {

using PlainSocket = boost::asio::local::stream_protocol::socket;

/// What a listener shows to all that connect.
class ServerContext {
public:
  explicit ServerContext(const Identity& identity);
  ~ServerContext();

  using HandOver = std::function<void(PlainSocket)>;
  /// Shakes hands, within `limit`; then hands over the plain end and carries bytes until either end closes.
  boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, std::chrono::milliseconds limit, HandOver hand_over);
  /// Ends all that is being served.
  void close();

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Connects to "host:port", within `limit`; a certificate of that fingerprint must be shown there. Bytes are carried, on the
/// executor, until either end closes.
boost::asio::awaitable<PlainSocket> dial(std::string address, std::string fingerprint, std::chrono::milliseconds limit);

} // namespace periapt::tls
