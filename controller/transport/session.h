// One connection from its acceptance to its end: request after request, each found in the route table,
// admitted, run where it may block, and answered. Threads: the I/O thread.
#pragma once

#include "transport/http_stream.h"
#include "transport/login_gate.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace periapt::transport {

/// Threads for what must not hold up the I/O thread.
struct Pools {
  explicit Pools(std::size_t threads) : blocking(threads) {}
  boost::asio::thread_pool blocking;     // reads of the model, files
  boost::asio::thread_pool passwords{1}; // a guess costs as much as it should, and nobody else waits for it
  LoginGate gate;                        // what waits for that; the I/O thread's
};

class Session {
public:
  /// `shut_down` is called when a request asked for the controller's end and has been answered.
  Session(boost::asio::local::stream_protocol::socket socket, Peer peer, Controller& controller, const ServerLimits& limits,
          Pools& pools, std::function<void()> shut_down);

  /// Ends when the connection does.
  boost::asio::awaitable<void> run();
  /// No further request; an idle connection or a stream ends at once.
  void end();

private:
  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<bool> handle(RequestHead head);
  const Route* admit(const RequestHead& head, Call& call);
  boost::asio::awaitable<Reply> answer(const Route& route, const RequestHead& head, Call call);
  boost::asio::awaitable<void> authorize_early(Call& call);
  boost::asio::awaitable<Reply> exchange(const Route& route, const Exchange& form, Call call);
  boost::asio::awaitable<Reply> try_password(const Exchange& form, Call call, std::string body);
  boost::asio::awaitable<Reply> perform(const Exchange& form, Call call, std::string body);
  boost::asio::awaitable<Reply> receive_file(const Route& route, const Upload& form, Call call);
  void audit(const RequestHead& head, const Reply& reply) const;
  boost::asio::awaitable<void> send(const Reply& reply, bool keep_alive);
  boost::asio::awaitable<void> send_in_parts(const Reply& reply, bool keep_alive);
  boost::asio::awaitable<std::string> next_part(AnswerParts& parts);
  boost::asio::awaitable<void> send_file(std::filesystem::path path, std::string_view type);
  boost::asio::awaitable<void> stream(std::unique_ptr<EventSource> source, Call call);
  boost::asio::awaitable<bool> still_allowed(Call& call);

  HttpStream http_;
  Peer peer_;
  Controller& controller_;
  const ServerLimits& limits_;
  Pools& pools_;
  std::function<void()> shut_down_;
  std::shared_ptr<boost::asio::steady_timer> stream_timer_; // shared with the delivery of the next event
  bool busy_ = false;   // a request is being answered
  bool ending_ = false;
};

} // namespace periapt::transport
