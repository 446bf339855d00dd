// The other end of a client under test: a unix socket where each connection is answered by the next script, on
// a thread of its own.
#pragma once

#include "base/unix_socket.h"
#include "support/temporary_folder.h"

#include <poll.h>
#include <sys/socket.h>

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace periapt::test {

class ScriptedConnection {
public:
  explicit ScriptedConnection(int fd) : fd_(fd) {}

  /// Up to and with the end of a request's head, and `body_bytes` more.
  std::string read_request(std::size_t body_bytes = 0) {
    std::string text;
    char byte = 0;
    while (text.find("\r\n\r\n") == std::string::npos && ::recv(fd_.get(), &byte, 1, 0) == 1) text += byte;
    for (std::size_t i = 0; i < body_bytes && ::recv(fd_.get(), &byte, 1, 0) == 1; ++i) text += byte;
    return text;
  }
  void send(std::string_view text) { ::send(fd_.get(), text.data(), text.size(), MSG_NOSIGNAL); }
  void answer(int status, std::string_view body) {
    send("HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body));
  }

private:
  UniqueFd fd_;
};

class ScriptedServer {
public:
  using Script = std::function<void(ScriptedConnection&)>;

  explicit ScriptedServer(std::vector<Script> scripts)
      : listener_(listen_unix(socket())), thread_([this, scripts = std::move(scripts)] { serve(scripts); }) {}
  ~ScriptedServer() { thread_.join(); }

  std::filesystem::path socket() const { return folder_ / "s"; }

private:
  void serve(const std::vector<Script>& scripts) {
    for (const auto& script : scripts) {
      pollfd ready{listener_.get(), POLLIN, 0};
      if (::poll(&ready, 1, 20'000) <= 0) return; // the client never came: its test fails
      ScriptedConnection connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      script(connection);
    }
  }

  TemporaryFolder folder_;
  UniqueFd listener_;
  std::thread thread_;
};

} // namespace periapt::test
