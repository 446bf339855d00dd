// HTTP/1.1 on the controller's unix socket (0600, peer credentials), and over TLS for other machines where that is asked
// for. One I/O thread, the one that calls run(), carries every connection as a coroutine; what blocks runs on a small pool
// or the store's writer. Errors: Error(conflict) when the socket is in use; a stale one is replaced.
#pragma once

#include "tls/certificate.h"
#include "transport/controller.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace periapt::transport {

struct ServerLimits {
  std::chrono::milliseconds head_timeout{10'000};  // from a request's first byte to the end of its head
  std::chrono::milliseconds body_timeout{60'000};  // for a whole body; of an upload, for each piece
  std::chrono::milliseconds write_timeout{30'000}; // for a whole answer or stream message; of a file, for each piece
  std::chrono::milliseconds idle_timeout{300'000}; // between two requests
  std::chrono::milliseconds heartbeat{15'000};     // between two comments on a silent stream
  std::size_t pool_threads = 2;
  std::chrono::milliseconds remote_idle_timeout{60'000}; // over TLS, before the first request too
  std::size_t remote_connections = 512;                  // over TLS
  std::size_t remote_connections_of_one = 64;            // of them, from one address
};

class Server {
public:
  /// Listens at once; connections wait until run().
  Server(Controller& controller, std::filesystem::path socket, ServerLimits limits = {});
  ~Server();

  /// Also over TLS, at "host:port" ("0.0.0.0:17070": every address of this machine). Before run(). Returns where it is
  /// reached, the best address first. Throws Error(invalid) for what is no address, Error(unavailable) where it cannot.
  std::vector<std::string> listen(const std::string& host_and_port, const tls::Identity& identity);

  /// Serves on the calling thread until stop(), or SIGTERM or SIGINT arrives when `handle_signals`.
  void run(bool handle_signals);
  /// Any thread. Requests under way get no answer.
  void stop();

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace periapt::transport
