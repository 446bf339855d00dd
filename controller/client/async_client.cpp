#include "client/async_client.h"

#include "client/http_connection.h"
#include "client/transfer.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <deque>
#include <list>

namespace periapt::client {
namespace asio = boost::asio;

namespace {

asio::awaitable<Answer> exchange(HttpConnection& connection, const RequestHead& head, const std::string& body,
                                 const BodySink& sink, std::chrono::milliseconds timeout) {
  try {
    co_await connection.send(head, body, timeout);
    co_return co_await read_answer(connection, timeout, sink);
  } catch (const Error& error) { // the connection is lost, or the sink wants no more
    connection.close();
    co_return no_answer(error);
  }
}

} // namespace

class AsyncClient::Impl : public std::enable_shared_from_this<Impl> {
public:
  struct Pending {
    RequestHead head;
    std::string body;
    BodySink sink;
    AnswerHandler handler;
  };

  Impl(asio::any_io_executor executor, Connector connect, std::string token, std::chrono::milliseconds timeout)
      : executor_(std::move(executor)), connect_(std::move(connect)), token_(std::move(token)), timeout_(timeout),
        connection_(executor_, connect_, token_) {}

  void add(Pending pending) {
    queue_.push_back(std::move(pending));
    if (queue_.size() == 1) asio::co_spawn(executor_, work(shared_from_this()), rethrow);
  }

  void transfer(std::function<asio::awaitable<Answer>(HttpConnection&)> body, AnswerHandler handler) {
    asio::co_spawn(executor_, run_transfer(shared_from_this(), std::move(body), std::move(handler)), rethrow);
  }

  void close() {
    closed_ = true;
    connection_.close();
    for (auto* each : transfers_) each->close();
  }

  std::size_t pending() const { return queue_.size(); }
  std::chrono::milliseconds timeout() const { return timeout_; }

private:
  /// Runs as long as there are requests; the front one is under way.
  static asio::awaitable<void> work(std::shared_ptr<Impl> self) {
    while (!self->queue_.empty()) {
      const auto& [head, body, sink, waiting] = self->queue_.front();
      auto answer = co_await exchange(self->connection_, head, body, sink, self->timeout_);
      if (self->closed_) co_return;
      const auto handler = std::move(self->queue_.front().handler);
      self->queue_.pop_front();
      const bool more = !self->queue_.empty();
      handler(std::move(answer));
      if (self->closed_) co_return;
      if (!more) co_return; // a request made by the handler has started a new round
    }
  }

  static asio::awaitable<void> run_transfer(std::shared_ptr<Impl> self,
                                            std::function<asio::awaitable<Answer>(HttpConnection&)> body,
                                            AnswerHandler handler) {
    HttpConnection connection(self->executor_, self->connect_, self->token_);
    const auto place = self->transfers_.insert(self->transfers_.end(), &connection);
    auto answer = co_await body(connection);
    self->transfers_.erase(place);
    if (!self->closed_) handler(std::move(answer));
  }

  asio::any_io_executor executor_;
  Connector connect_;
  std::string token_;
  std::chrono::milliseconds timeout_;
  HttpConnection connection_;
  std::deque<Pending> queue_;
  std::list<HttpConnection*> transfers_; // each lives in its coroutine
  bool closed_ = false;
};

AsyncClient::AsyncClient(asio::io_context& io, std::filesystem::path socket, std::string token,
                         std::chrono::milliseconds timeout)
    : AsyncClient(io, unix_connector(std::move(socket)), std::move(token), timeout) {}

AsyncClient::AsyncClient(asio::io_context& io, Connector connect, std::string token, std::chrono::milliseconds timeout)
    : impl_(std::make_shared<Impl>(io.get_executor(), std::move(connect), std::move(token), timeout)) {}

AsyncClient::~AsyncClient() { impl_->close(); }

void AsyncClient::request(Method method, std::string target, std::string body, AnswerHandler handler) {
  const auto size = body.size();
  impl_->add({{.method = method, .target = std::move(target), .body_size = size}, std::move(body), {}, std::move(handler)});
}

void AsyncClient::receive(std::string target, BodySink sink, AnswerHandler handler) {
  impl_->add({{.method = Method::get, .target = std::move(target)}, {}, std::move(sink), std::move(handler)});
}

std::size_t AsyncClient::pending() const { return impl_->pending(); }

void AsyncClient::download(std::string target, std::filesystem::path file, AnswerHandler handler) {
  auto body = [target = std::move(target), file = std::move(file), timeout = impl_->timeout()](HttpConnection& connection) {
    return download_file(connection, target, file, timeout);
  };
  impl_->transfer(std::move(body), std::move(handler));
}

void AsyncClient::upload(std::string target, std::filesystem::path file, std::function<void(std::uintmax_t)> progress,
                         AnswerHandler handler) {
  auto body = [target = std::move(target), file = std::move(file), progress = std::move(progress),
               timeout = impl_->timeout()](HttpConnection& connection) {
    return upload_file(connection, target, file, progress, timeout);
  };
  impl_->transfer(std::move(body), std::move(handler));
}

} // namespace periapt::client
