// One end of the connection between supervisor and agent: whole messages over a non-blocking socket, each with
// at most one descriptor. Neither end ever waits for the other. No threads, no event loop: the owner watches fd().
// Errors: std::system_error; std::runtime_error for a peer that speaks something else.
#pragma once

#include "agent/supervisor/messages.h"
#include "base/unique_fd.h"

#include <deque>
#include <optional>
#include <string>

namespace periapt::agent {

class MessageChannel {
public:
  /// Makes the socket non-blocking.
  explicit MessageChannel(UniqueFd socket);

  int fd() const noexcept { return socket_.get(); }
  /// Sends what the socket takes now; the rest waits for flush().
  void send(const Message& message, UniqueFd passed_fd = {});
  bool wants_write() const noexcept { return !outgoing_.empty(); }
  void flush();

  struct Incoming {
    Message message;
    UniqueFd passed_fd; // only with MessageKind::socket_made
  };
  /// Reads what is there; then receive() gives the messages one by one.
  void read_available();
  std::optional<Incoming> receive();
  /// The peer is gone; what it had said before can still be received.
  bool closed() const noexcept { return closed_; }

private:
  struct Outgoing {
    std::string bytes;
    UniqueFd passed_fd;
  };

  UniqueFd socket_;
  std::deque<Outgoing> outgoing_;
  std::string incoming_;
  std::deque<UniqueFd> passed_fds_; // in the order of their messages
  bool closed_ = false;
};

} // namespace periapt::agent
