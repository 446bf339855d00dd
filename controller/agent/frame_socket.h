// What the servers of a machine's own sockets share: reading frames (tool_frames.h), and whom to listen to.
// Threads: that of the socket's io_context.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <cstddef>
#include <string>

namespace periapt::agent {

using LocalSocket = boost::asio::local::stream_protocol::socket;

struct Frame {
  char kind = 0;
  std::string payload;
};

/// Throws Error(invalid) when the payload is larger than the limit, boost::system::system_error when the peer is gone.
boost::asio::awaitable<Frame> read_frame(LocalSocket& socket, std::size_t limit_bytes);

/// The peer is root or the agent's own user.
bool is_trusted(LocalSocket& socket);

} // namespace periapt::agent
