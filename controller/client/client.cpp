#include "client/client.h"

#include "base/unix_socket.h"
#include "client/address.h"
#include "client/async_client.h"
#include "client/event_stream.h"

#include <boost/asio/io_context.hpp>

#include <deque>

namespace periapt::client {
namespace asio = boost::asio;

namespace {

Connector connector_to(const std::filesystem::path& address) {
  if (auto remote = RemoteAddress::parse(address)) return tls_connector(std::move(remote->hosts), std::move(remote->fingerprint));
  return unix_connector(address);
}

} // namespace

// --- requests -----------------------------------------------------------------------------------
class Client::Impl {
public:
  Impl(Connector connector, std::string bearer, std::chrono::milliseconds timeout)
      : connect(connector), token(bearer), async(io, connector, bearer, timeout) {}

  /// Lets `start` begin a request and runs the loop until its answer is there.
  Answer wait(const std::function<void(AnswerHandler)>& start) {
    std::optional<Answer> answer;
    start([&answer](Answer arrived) { answer = std::move(arrived); });
    io.restart();
    while (!answer && io.run_one() > 0) {
    }
    return answer ? std::move(*answer) : Answer{.error = Error(ErrorKind::internal, "the request was lost")};
  }

  Connector connect;
  std::string token;
  asio::io_context io{1};
  AsyncClient async;
};

Client::Client(std::filesystem::path address, std::string token, std::chrono::milliseconds timeout)
    : impl_(std::make_unique<Impl>(connector_to(address), std::move(token), timeout)) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

Answer Client::send(Method method, std::string target, std::string body) {
  return impl_->wait([&](AnswerHandler handler) {
    impl_->async.request(method, std::move(target), std::move(body), std::move(handler));
  });
}

void Client::receive(std::string target, BodySink sink) {
  const auto answer =
      impl_->wait([&](AnswerHandler handler) { impl_->async.receive(std::move(target), std::move(sink), std::move(handler)); });
  if (answer.error) throw *answer.error;
}

Answer Client::send_file(std::string target, const std::filesystem::path& file,
                         std::function<void(std::uintmax_t)> progress) {
  return impl_->wait([&](AnswerHandler handler) {
    impl_->async.upload(std::move(target), file, std::move(progress), std::move(handler));
  });
}

void Client::download(std::string target, const std::filesystem::path& file) {
  const auto answer =
      impl_->wait([&](AnswerHandler handler) { impl_->async.download(std::move(target), file, std::move(handler)); });
  if (answer.error) throw *answer.error;
}

// --- events -------------------------------------------------------------------------------------
class EventReader::Impl {
public:
  Impl(Connector connect, std::string token, std::string target, std::string last_id)
      : stream_(io_, std::move(connect), std::move(token), std::move(target), callbacks()) {
    stream_.start(std::move(last_id));
  }

  std::optional<Event> next(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    io_.restart();
    while (events_.empty() && !refusal_ && io_.run_one_until(deadline) > 0) {
    }
    if (refusal_) throw *refusal_;
    if (events_.empty()) return std::nullopt;
    auto event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

private:
  EventStream::Callbacks callbacks() {
    return {.event = [this](const Event& event) { events_.push_back(event); },
            .connected = {},
            .disconnected = [this](const Error& error) {
              if (error.kind() != ErrorKind::unavailable) refusal_ = error;
            }};
  }

  asio::io_context io_{1};
  std::deque<Event> events_;
  std::optional<Error> refusal_;
  EventStream stream_;
};

EventReader::EventReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EventReader::~EventReader() = default;
EventReader::EventReader(EventReader&&) noexcept = default;

std::optional<Event> EventReader::next(std::chrono::milliseconds timeout) { return impl_->next(timeout); }

EventReader Client::events(std::string target, std::string last_id) const {
  return EventReader(std::make_unique<EventReader::Impl>(impl_->connect, impl_->token, std::move(target), std::move(last_id)));
}

bool is_listening(const std::filesystem::path& socket) {
  try {
    connect_unix(socket);
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

} // namespace periapt::client
