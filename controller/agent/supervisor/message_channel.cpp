#include "agent/supervisor/message_channel.h"

#include "base/system_error.h"
#include "base/unix_socket.h"

#include <fcntl.h>

#include <array>

namespace periapt::agent {

MessageChannel::MessageChannel(UniqueFd socket) : socket_(std::move(socket)) {
  const int flags = ::fcntl(socket_.get(), F_GETFL);
  if (flags < 0 || ::fcntl(socket_.get(), F_SETFL, flags | O_NONBLOCK) != 0) {
    throw_errno("cannot use descriptor {} as a connection", socket_.get());
  }
}

void MessageChannel::send(const Message& message, UniqueFd passed_fd) {
  outgoing_.push_back({encode_frame(message), std::move(passed_fd)});
  flush();
}

void MessageChannel::flush() {
  try {
    while (!closed_ && !outgoing_.empty()) {
      Outgoing& first = outgoing_.front();
      const std::size_t taken = send_with_fd(socket_.get(), first.bytes, first.passed_fd.get());
      if (taken == 0) return;
      first.passed_fd.reset(); // it went with the first byte
      first.bytes.erase(0, taken);
      if (first.bytes.empty()) outgoing_.pop_front();
    }
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::broken_pipe && error.code() != std::errc::connection_reset) throw;
    outgoing_.clear(); // the reading side sees the end
  }
}

void MessageChannel::read_available() {
  std::array<char, 64 << 10> buffer; // NOLINT: filled by the read
  while (!closed_) {
    Received received = receive_with_fd(socket_.get(), buffer.data(), buffer.size());
    if (received.passed_fd) passed_fds_.push_back(std::move(received.passed_fd));
    incoming_.append(buffer.data(), received.size_bytes);
    closed_ = received.closed;
    if (received.size_bytes == 0) return;
  }
}

std::optional<MessageChannel::Incoming> MessageChannel::receive() {
  auto message = take_frame(incoming_);
  if (!message) return std::nullopt;
  Incoming incoming{std::move(*message), {}};
  if (incoming.message.kind == MessageKind::socket_made && !passed_fds_.empty()) {
    incoming.passed_fd = std::move(passed_fds_.front());
    passed_fds_.pop_front();
  }
  return incoming;
}

} // namespace periapt::agent
