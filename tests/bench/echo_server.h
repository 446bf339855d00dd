// The other side of the clients that do no more than the exchange.
#pragma once

#include "base/unix_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace periapt::test {

/// Answers each connection with what it sent.
class EchoServer {
public:
  explicit EchoServer(const std::filesystem::path& path) : listener_(listen_unix(path)) {
    ::fcntl(listener_.get(), F_SETFL, 0);
    thread_ = std::thread([this] { serve(); });
  }
  ~EchoServer() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }

private:
  void serve() {
    char bytes[4096];
    for (;;) {
      const UniqueFd client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!client) return;
      const auto size = ::read(client.get(), bytes, sizeof bytes);
      if (size > 0) ::send(client.get(), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    }
  }

  UniqueFd listener_;
  std::thread thread_;
};

} // namespace periapt::test
