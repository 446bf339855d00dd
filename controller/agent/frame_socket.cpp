#include "agent/frame_socket.h"

#include "agent/tool_frames.h"
#include "base/unix_socket.h"
#include "core/error.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <unistd.h>

#include <array>

namespace periapt::agent {

namespace asio = boost::asio;

asio::awaitable<Frame> read_frame(LocalSocket& socket, std::size_t limit_bytes) {
  std::array<char, frame_header_bytes> bytes{};
  co_await asio::async_read(socket, asio::buffer(bytes), asio::use_awaitable);
  const FrameHeader header = parse_frame_header(bytes);
  if (header.length > limit_bytes)
    throw make_error(ErrorKind::invalid, "bad request: {} bytes are more than {}", header.length, limit_bytes);
  Frame frame{.kind = header.kind};
  auto growing = asio::dynamic_buffer(frame.payload); // memory follows what really arrives
  co_await asio::async_read(socket, growing, asio::transfer_exactly(header.length), asio::use_awaitable);
  co_return frame;
}

bool is_trusted(LocalSocket& socket) {
  const uid_t uid = peer_credentials(socket.native_handle()).uid;
  return uid == ::geteuid() || uid == 0;
}

} // namespace periapt::agent
