// One HTTP/1.1 connection to the controller, as coroutines. This room's only user of Beast.
// Errors: ConnectionLost for everything that keeps an answer from coming; a refusal is an answer.
// Threads: the one that runs the executor. At most one exchange at a time.
#pragma once

#include "client/connector.h"
#include "client/request.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace periapt::client {

/// No answer came: no connection, a broken one, or a silent one.
class ConnectionLost : public Error {
public:
  explicit ConnectionLost(const std::string& cause)
      : Error(ErrorKind::unavailable, "cannot reach the controller: " + cause) {}
};

/// What precedes a request's body.
struct RequestHead {
  Method method = Method::get;
  std::string target;
  std::string last_event_id = {}; // of a stream; sent when not empty
  std::uintmax_t body_size = 0;
};

class HttpConnection {
public:
  HttpConnection(boost::asio::any_io_executor executor, Connector connect, std::string token);
  ~HttpConnection();

  /// What is under way ends with an error.
  void close();

  /// Connects if needed (also when the other side closed an idle connection), then sends head and body.
  boost::asio::awaitable<void> send(RequestHead head, std::string_view body, std::chrono::milliseconds timeout);
  /// More of the body, when `send` was given less than head.body_size. False when the other side takes no
  /// more: it may have answered already.
  boost::asio::awaitable<bool> send_more(std::string_view piece, std::chrono::milliseconds timeout);

  /// The answer's HTTP status.
  boost::asio::awaitable<int> read_status(std::chrono::milliseconds timeout);
  /// One more piece of the answer's body; false at its end.
  boost::asio::awaitable<bool> read_piece(const BodySink& sink, std::chrono::milliseconds timeout);
  /// The rest of the body. `timeout` is for each piece.
  boost::asio::awaitable<void> read_body(const BodySink& sink, std::chrono::milliseconds timeout);
  boost::asio::awaitable<std::string> read_text(std::chrono::milliseconds timeout);

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads an answer; its body is in memory as a whole, unless a sink hears it.
boost::asio::awaitable<Answer> read_answer(HttpConnection& connection, std::chrono::milliseconds timeout,
                                           const BodySink& sink = {});

/// The reason behind a status that is not 2xx.
boost::asio::awaitable<Error> read_refusal(HttpConnection& connection, int status, std::chrono::milliseconds timeout);

/// The answer that stands for `error`: nothing came.
Answer no_answer(const Error& error);

} // namespace periapt::client
