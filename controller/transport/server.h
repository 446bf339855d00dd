// HTTP/1.1 on the controller's unix socket (0600, peer credentials). One I/O thread, the one that calls
// run(), carries every connection as a coroutine; what blocks runs on a small pool or the store's writer.
// Errors: Error(conflict) when the socket is in use; a stale one is replaced.
#pragma once

#include "transport/controller.h"

#include <chrono>
#include <filesystem>
#include <memory>

namespace periapt::transport {

struct ServerLimits {
  std::chrono::milliseconds head_timeout{10'000};  // from a request's first byte to the end of its head
  std::chrono::milliseconds body_timeout{60'000};  // for a whole body; of an upload, for each piece
  std::chrono::milliseconds write_timeout{30'000}; // for a whole answer or stream message; of a file, for each piece
  std::chrono::milliseconds idle_timeout{300'000}; // between two requests
  std::chrono::milliseconds heartbeat{15'000};     // between two comments on a silent stream
  std::size_t pool_threads = 2;
};

class Server {
public:
  /// Listens at once; connections wait until run().
  Server(Controller& controller, std::filesystem::path socket, ServerLimits limits = {});
  ~Server();

  /// Serves on the calling thread until stop(), or SIGTERM or SIGINT arrives when `handle_signals`.
  void run(bool handle_signals);
  /// Any thread. Requests under way get no answer.
  void stop();

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace periapt::transport
