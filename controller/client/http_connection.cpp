#include "client/http_connection.h"

#include "base/heap.h"
#include "wire/error_codec.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace periapt::client {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::use_awaitable;

namespace {

constexpr std::size_t largest_read = 64 * 1024; // of Beast, at once
constexpr std::uint64_t most_reserved = 64 * 1024 * 1024; // for a length that the other side only says

std::string spell_head(const RequestHead& head, const std::string& token) {
  auto text = fmt::format("{} {} HTTP/1.1\r\nHost: controller\r\n", head.method == Method::get ? "GET" : "POST",
                          head.target);
  if (!token.empty()) text += fmt::format("Authorization: Bearer {}\r\n", token);
  if (!head.last_event_id.empty()) text += fmt::format("Last-Event-ID: {}\r\n", head.last_event_id);
  if (head.method == Method::post) text += fmt::format("Content-Length: {}\r\n", head.body_size);
  return text + "\r\n";
}

} // namespace

class HttpConnection::Impl {
public:
  Impl(asio::any_io_executor executor, Connector connect, std::string bearer)
      : stream(std::move(executor)), connector(std::move(connect)), token(std::move(bearer)) {}

  /// The other side closes connections that idle; nobody may send us anything between two exchanges.
  bool usable() {
    if (!stream.socket().is_open() || !reusable) return false;
    char byte = 0;
    return ::recv(stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0;
  }

  void close() {
    boost::system::error_code ignored;
    stream.socket().close(ignored);
    buffer.clear();
    parser.reset();
  }

  asio::awaitable<void> connect(std::chrono::milliseconds timeout) {
    close();
    stream.socket() = co_await connector(timeout);
  }

  /// Runs at most `timeout`; the connection is closed when it fails.
  template <class T>
  asio::awaitable<T> guarded(asio::awaitable<T> step, std::chrono::milliseconds timeout) {
    stream.expires_after(timeout);
    try {
      co_return co_await std::move(step);
    } catch (const boost::system::system_error& error) {
      close();
      throw ConnectionLost(error.code().message());
    } catch (const std::exception& error) {
      close();
      throw ConnectionLost(error.what());
    }
  }

  beast::basic_stream<asio::local::stream_protocol> stream;
  Connector connector;
  std::string token;
  beast::flat_buffer buffer;
  std::optional<http::response_parser<http::buffer_body>> parser;
  std::array<char, 16 * 1024> piece;
  bool reusable = false; // the last exchange was read to its end and the other side keeps the connection
};

HttpConnection::HttpConnection(asio::any_io_executor executor, Connector connect, std::string token)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(connect), std::move(token))) {}

HttpConnection::~HttpConnection() = default;

void HttpConnection::close() { impl_->close(); }

asio::awaitable<void> HttpConnection::send(RequestHead head, std::string_view body,
                                           std::chrono::milliseconds timeout) {
  auto& impl = *impl_;
  if (!impl.usable()) co_await impl.guarded(impl.connect(timeout), timeout);
  impl.reusable = false;
  const auto text = spell_head(head, impl.token);
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(text), asio::buffer(body)};
  co_await impl.guarded(asio::async_write(impl.stream, buffers, use_awaitable), timeout);
  impl.parser.emplace();
  impl.parser->body_limit(boost::none);
}

asio::awaitable<bool> HttpConnection::send_more(std::string_view piece, std::chrono::milliseconds timeout) {
  impl_->stream.expires_after(timeout);
  boost::system::error_code error;
  co_await asio::async_write(impl_->stream, asio::buffer(piece), asio::redirect_error(use_awaitable, error));
  co_return !error;
}

asio::awaitable<int> HttpConnection::read_status(std::chrono::milliseconds timeout) {
  auto& impl = *impl_;
  co_await impl.guarded(http::async_read_header(impl.stream, impl.buffer, *impl.parser, use_awaitable), timeout);
  co_return impl.parser->get().result_int();
}

asio::awaitable<bool> HttpConnection::read_piece(const BodySink& sink, std::chrono::milliseconds timeout) {
  auto& impl = *impl_;
  if (impl.parser->is_done()) {
    impl.reusable = impl.parser->get().keep_alive();
    co_return false;
  }
  auto& body = impl.parser->get().body();
  body.data = impl.piece.data();
  body.size = impl.piece.size();
  impl.stream.expires_after(timeout);
  boost::system::error_code error;
  co_await http::async_read_some(impl.stream, impl.buffer, *impl.parser, asio::redirect_error(use_awaitable, error));
  if (error && error != http::error::need_buffer) {
    impl.close();
    throw ConnectionLost(error.message());
  }
  sink(std::string_view(impl.piece.data(), impl.piece.size() - body.size));
  co_return true;
}

asio::awaitable<void> HttpConnection::read_body(const BodySink& sink, std::chrono::milliseconds timeout) {
  const auto left = impl_->parser->content_length_remaining();
  if (!left) expect_something_large(); // only a message that is too large to be sent as one comes in parts
  if (!left || *left > impl_->piece.size()) impl_->buffer.reserve(largest_read); // Beast reads what there is space for, else 512 bytes
  bool more = true; // g++ 12 miscompiles `while (co_await …) {}`
  while (more) more = co_await read_piece(sink, timeout);
}

asio::awaitable<std::string> HttpConnection::read_text(std::chrono::milliseconds timeout) {
  std::string text;
  text.reserve(std::min<std::uint64_t>(impl_->parser->content_length_remaining().value_or(0), most_reserved));
  const BodySink append = [&text](std::string_view piece) { text += piece; };
  co_await read_body(append, timeout);
  co_return text;
}

asio::awaitable<Answer> read_answer(HttpConnection& connection, std::chrono::milliseconds timeout, const BodySink& sink) {
  Answer answer;
  answer.status = co_await connection.read_status(timeout);
  if (answer.status / 100 != 2) {
    answer.error = co_await read_refusal(connection, answer.status, timeout);
  } else if (sink) {
    co_await connection.read_body(sink, timeout);
  } else {
    answer.body = co_await connection.read_text(timeout);
  }
  co_return answer;
}

asio::awaitable<Error> read_refusal(HttpConnection& connection, int status, std::chrono::milliseconds timeout) {
  co_return wire::error_of_answer(status, co_await connection.read_text(timeout));
}

Answer no_answer(const Error& error) { return Answer{.error = error}; }

} // namespace periapt::client
