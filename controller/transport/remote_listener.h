// Connections from other machines, over TLS: accepted while there are not too many, given to who serves them once hands
// are shaken. Threads: the I/O thread; the constructor's before that runs.
#pragma once

#include "tls/tunnel.h"
#include "transport/http_stream.h"
#include "transport/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace periapt::transport {

class RemoteListener {
public:
  using Begin = std::function<void(tls::PlainSocket, Peer)>;

  /// Listens at once. Throws as Server::listen.
  RemoteListener(boost::asio::io_context& io, const std::string& host_and_port, const tls::Identity& identity,
                 const ServerLimits& limits, Begin begin);

  /// "host:port" each, the best first.
  const std::vector<std::string>& addresses() const { return addresses_; }
  void run();
  /// Takes no more; what is open ends a moment later, so that last answers get out.
  void end();

private:
  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, std::string address);
  bool has_room_for(const std::string& address) const;

  boost::asio::io_context& io_;
  const ServerLimits& limits_;
  Begin begin_;
  tls::ServerContext context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
  std::vector<std::string> addresses_;
  std::map<std::string, std::size_t> open_; // connections by address
  std::size_t open_in_all_ = 0;
};

} // namespace periapt::transport
