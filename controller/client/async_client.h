// Requests to the controller from a program that has an event loop: the agent.
// Threads: everything, handlers included, on the thread that runs `io`. Handlers are never called from
// inside a member function, nor after the object is gone. What a handler throws leaves io.run().
#pragma once

#include "client/connector.h"
#include "client/request.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace periapt::client {

using AnswerHandler = std::function<void(Answer)>;

/// One keep-alive connection, opened when needed; requests are answered in the order of their sending. A
/// request that got no answer is not repeated: its handler decides.
class AsyncClient {
public:
  /// `token` may be empty: then the socket's peer credentials decide (the administrator).
  AsyncClient(boost::asio::io_context& io, std::filesystem::path socket, std::string token = {},
              std::chrono::milliseconds timeout = std::chrono::seconds(30));
  AsyncClient(boost::asio::io_context& io, Connector connect, std::string token, std::chrono::milliseconds timeout);
  ~AsyncClient(); // waiting requests are dropped, their handlers not called
  AsyncClient(const AsyncClient&) = delete;
  AsyncClient& operator=(const AsyncClient&) = delete;

  void request(Method method, std::string target, std::string body, AnswerHandler handler);

  void get(std::string target, AnswerHandler handler) { request(Method::get, std::move(target), {}, std::move(handler)); }

  /// GET whose body `sink` hears as it comes; what it throws is the answer's error, without a status.
  void receive(std::string target, BodySink sink, AnswerHandler handler);

  template <class Request>
  void post(std::string target, const Request& message, AnswerHandler handler) {
    request(Method::post, std::move(target), wire::encode(message), std::move(handler));
  }

  /// Requests sent or waiting.
  std::size_t pending() const;

  /// GET into a file, on a connection of its own. `file` exists only after success: it is written beside
  /// itself ("<file>.part"), synced and renamed. The answer's body is empty. A file error is `internal`.
  void download(std::string target, std::filesystem::path file, AnswerHandler handler);

  /// POST a file as the body, on a connection of its own; `progress` (may be empty) hears the bytes sent.
  void upload(std::string target, std::filesystem::path file, std::function<void(std::uintmax_t)> progress,
              AnswerHandler handler);

private:
  class Impl;
  std::shared_ptr<Impl> impl_; // shared with the running exchange, which ends at the next step once we are gone
};

} // namespace periapt::client
