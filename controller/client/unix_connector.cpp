#include "client/connector.h"

#include "base/unix_socket.h"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace periapt::client {
namespace asio = boost::asio;
using asio::local::stream_protocol;

namespace {

asio::awaitable<stream_protocol::socket> connect_to_socket(std::filesystem::path path) {
  stream_protocol::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(stream_protocol::endpoint(socket_path(path).string()), asio::use_awaitable);
  co_return socket;
}

} // namespace

Connector unix_connector(std::filesystem::path socket) {
  return [socket = std::move(socket)](std::chrono::milliseconds) { return connect_to_socket(socket); };
}

} // namespace periapt::client
