#include "client/event_stream.h"

#include "base/random.h"
#include "client/http_connection.h"
#include "client/sse_parser.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <vector>

namespace periapt::client {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto connect_timeout = 5s;
constexpr auto silence_allowed = 45s; // three of the server's heartbeats
constexpr auto shortest_wait = 20ms;
constexpr auto longest_wait = 2000ms;

/// Somewhere in the upper half of `wait`, so that many agents do not come back at the same moment.
std::chrono::milliseconds jittered(std::chrono::milliseconds wait) {
  return wait / 2 + std::chrono::milliseconds(random_below(static_cast<std::uint32_t>(wait.count() / 2) + 1));
}

} // namespace

class EventStream::Impl : public std::enable_shared_from_this<Impl> {
public:
  Impl(asio::any_io_executor executor, Connector connect, std::string token, std::string target, Callbacks callbacks)
      : executor_(executor), connection_(executor, std::move(connect), std::move(token)), timer_(executor),
        target_(std::move(target)), callbacks_(std::move(callbacks)) {}

  void start(std::string last_id) {
    last_id_ = std::move(last_id);
    asio::co_spawn(executor_, run(shared_from_this()), rethrow);
  }

  void close() {
    closed_ = true;
    connection_.close();
    timer_.cancel();
  }

  bool connected() const { return connected_; }

private:
  static asio::awaitable<void> run(std::shared_ptr<Impl> self) {
    while (!self->closed_) {
      const Error failure = co_await self->follow();
      if (self->closed_) co_return;
      self->connected_ = false;
      if (self->callbacks_.disconnected) self->callbacks_.disconnected(failure);
      if (self->closed_) co_return;
      co_await self->pause();
    }
  }

  /// One connection, from its making to its end; returns what ended it.
  asio::awaitable<Error> follow() {
    try {
      RequestHead head{.method = Method::get, .target = target_, .last_event_id = last_id_};
      co_await connection_.send(std::move(head), {}, connect_timeout);
      const int status = co_await connection_.read_status(connect_timeout);
      if (status != 200) co_return co_await read_refusal(connection_, status, connect_timeout);
      if (closed_) co_return Error(ErrorKind::unavailable, "closed");
      wait_ = shortest_wait;
      connected_ = true;
      if (callbacks_.connected) callbacks_.connected();
      co_await deliver();
      co_return Error(ErrorKind::unavailable, "the controller ended the stream");
    } catch (const ConnectionLost& lost) {
      co_return lost;
    }
  }

  asio::awaitable<void> pause() {
    timer_.expires_after(jittered(wait_));
    wait_ = std::min<std::chrono::milliseconds>(wait_ * 2, longest_wait);
    boost::system::error_code cancelled;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }

  asio::awaitable<void> deliver() {
    SseParser parser;
    std::vector<Event> events;
    const std::function<void(Event)> keep = [&events](Event event) { events.push_back(std::move(event)); };
    const BodySink sink = [&](std::string_view piece) { parser.feed(piece, keep); };
    while (!closed_) {
      const bool more = co_await connection_.read_piece(sink, silence_allowed);
      for (const auto& event : std::exchange(events, {})) {
        if (closed_) co_return;
        callbacks_.event(event);
        if (!event.id.empty()) last_id_ = event.id;
      }
      if (!more) co_return;
    }
  }

  asio::any_io_executor executor_;
  HttpConnection connection_;
  asio::steady_timer timer_;
  std::string target_;
  Callbacks callbacks_;
  std::string last_id_;
  std::chrono::milliseconds wait_ = shortest_wait;
  bool connected_ = false;
  bool closed_ = false;
};

EventStream::EventStream(asio::io_context& io, std::filesystem::path socket, std::string token, std::string target,
                         Callbacks callbacks)
    : EventStream(io, unix_connector(std::move(socket)), std::move(token), std::move(target), std::move(callbacks)) {}

EventStream::EventStream(asio::io_context& io, Connector connect, std::string token, std::string target, Callbacks callbacks)
    : impl_(std::make_shared<Impl>(io.get_executor(), std::move(connect), std::move(token), std::move(target),
                                   std::move(callbacks))) {}

EventStream::~EventStream() { impl_->close(); }

void EventStream::start(std::string last_id) { impl_->start(std::move(last_id)); }

bool EventStream::connected() const { return impl_->connected(); }

} // namespace periapt::client
