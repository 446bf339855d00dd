#include "transport/http_stream.h"

#include "base/unix_socket.h"
#include "core/error.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>

#include <array>

namespace periapt::transport {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::local::stream_protocol;
using asio::use_awaitable;

namespace {

constexpr std::size_t head_limit_bytes = 16 * 1024;
constexpr std::size_t piece_bytes = 64 * 1024;

using Parser = http::request_parser<http::buffer_body>;

std::string bearer_token(std::string_view header) {
  constexpr std::string_view scheme = "Bearer ";
  if (header.empty()) return {};
  return std::string(header.starts_with(scheme) ? header.substr(scheme.size()) : header);
}

std::optional<Method> method_of(http::verb verb) {
  if (verb == http::verb::get) return Method::get;
  if (verb == http::verb::post) return Method::post;
  return std::nullopt;
}

RequestHead head_of(const Parser& parser) {
  const auto& message = parser.get();
  RequestHead head{.method = method_of(message.method()),
                   .target = std::string(message.target()),
                   .token = bearer_token(message[http::field::authorization]),
                   .last_event_id = std::string(message["Last-Event-ID"])};
  if (const auto length = parser.content_length()) head.content_length = *length;
  head.has_body = !parser.is_done();
  head.expects_continue = beast::iequals(message[http::field::expect], "100-continue");
  head.keep_alive = message.keep_alive();
  return head;
}

std::string status_line(int status) {
  return fmt::format("HTTP/1.1 {} {}\r\n", status,
                     std::string_view(http::obsolete_reason(static_cast<http::status>(status))));
}

std::string_view connection_line(bool keep_alive) { return keep_alive ? "" : "Connection: close\r\n"; }

} // namespace

class HttpStream::Impl {
public:
  Impl(stream_protocol::socket socket, const ServerLimits& bounds) : stream(std::move(socket)), limits(bounds) {}

  /// Waits for a request's first bytes as long as an idle connection may; the rest must come faster.
  asio::awaitable<bool> wait_for_bytes() {
    if (buffer.size() > 0) co_return true;
    stream.expires_after(limits.idle_timeout);
    boost::system::error_code error;
    const auto place = buffer.prepare(head_limit_bytes);
    const auto size = co_await stream.async_read_some(place, asio::redirect_error(use_awaitable, error));
    buffer.commit(size);
    co_return !error;
  }

  asio::awaitable<void> write(std::string_view first, std::string_view second, std::string_view third = {}) {
    stream.expires_after(limits.write_timeout);
    const std::array<asio::const_buffer, 3> buffers{asio::buffer(first), asio::buffer(second), asio::buffer(third)};
    co_await asio::async_write(stream, buffers, use_awaitable);
  }

  /// Reads into `place`; returns how much came, 0 at the body's end.
  asio::awaitable<std::size_t> read_into(asio::mutable_buffer place) {
    if (parser->is_done()) co_return 0;
    auto& body = parser->get().body();
    body.data = place.data();
    body.size = place.size();
    boost::system::error_code error;
    co_await http::async_read_some(stream, buffer, *parser, asio::redirect_error(use_awaitable, error));
    if (error && error != http::error::need_buffer) throw boost::system::system_error(error);
    co_return place.size() - body.size;
  }

  beast::basic_stream<stream_protocol> stream;
  const ServerLimits& limits;
  beast::flat_buffer buffer;
  std::optional<Parser> parser;
};

Peer Peer::process_behind(stream_protocol::socket& socket) { return {peer_credentials(socket.native_handle()), {}}; }

bool Peer::is_owner() const { return !is_remote() && (process.uid == ::geteuid() || process.uid == 0); }

std::string Peer::str() const {
  return is_remote() ? address : fmt::format("process {} of user {}", process.pid, process.uid);
}

HttpStream::HttpStream(stream_protocol::socket socket, const ServerLimits& limits)
    : impl_(std::make_unique<Impl>(std::move(socket), limits)) {}

HttpStream::~HttpStream() = default;


void HttpStream::close() {
  boost::system::error_code ignored;
  impl_->stream.socket().close(ignored);
}

asio::awaitable<std::optional<RequestHead>> HttpStream::read_head() {
  auto& impl = *impl_;
  impl.parser.reset(); // an idle connection keeps no parser
  if (!co_await impl.wait_for_bytes()) co_return std::nullopt;
  impl.parser.emplace();
  impl.parser->header_limit(head_limit_bytes);
  impl.parser->body_limit(boost::none); // each route has its own
  impl.stream.expires_after(impl.limits.head_timeout);
  boost::system::error_code error;
  co_await http::async_read_header(impl.stream, impl.buffer, *impl.parser, asio::redirect_error(use_awaitable, error));
  if (error == http::error::end_of_stream) co_return std::nullopt;
  if (error.category() == http::make_error_code(http::error::end_of_stream).category())
    throw make_error(ErrorKind::invalid, "malformed HTTP request: {}", error.message());
  if (error) throw boost::system::system_error(error);
  co_return head_of(*impl.parser);
}

asio::awaitable<std::optional<std::string>> HttpStream::read_body(std::size_t limit_bytes) {
  auto& impl = *impl_;
  impl.stream.expires_after(impl.limits.body_timeout);
  std::string body;
  std::size_t size = 0;
  while (!impl.parser->is_done()) {
    if (size == limit_bytes) co_return std::nullopt;
    body.resize(std::min(limit_bytes, std::max(size + piece_bytes / 4, size * 2)));
    size += co_await impl.read_into(asio::buffer(body.data() + size, body.size() - size));
  }
  body.resize(size);
  co_return body;
}

asio::awaitable<bool> HttpStream::read_piece(std::string& piece) {
  auto& impl = *impl_;
  piece.resize(piece_bytes);
  impl.stream.expires_after(impl.limits.body_timeout);
  piece.resize(co_await impl.read_into(asio::buffer(piece)));
  co_return !piece.empty() || !impl.parser->is_done();
}

bool HttpStream::body_left() const { return impl_->parser && !impl_->parser->is_done(); }

asio::awaitable<void> HttpStream::write_continue() { co_await impl_->write("HTTP/1.1 100 Continue\r\n\r\n", {}); }

asio::awaitable<void> HttpStream::write_answer(int status, std::string_view type, std::string_view body,
                                                  bool keep_alive) {
  const auto head = status_line(status) + fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n{}\r\n", type,
                                                      body.size(), connection_line(keep_alive));
  co_await impl_->write(head, body);
}

asio::awaitable<void> HttpStream::write_file_head(std::uintmax_t size_bytes, std::string_view type) {
  const auto head = status_line(200) + fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n\r\n", type, size_bytes);
  co_await impl_->write(head, {});
}

asio::awaitable<void> HttpStream::write(std::string_view bytes) { co_await impl_->write(bytes, {}); }

asio::awaitable<void> HttpStream::write_chunked_head(std::string_view type, bool keep_alive) {
  impl_->parser.reset(); // it may take long: an event stream keeps no parser
  const auto head = status_line(200) + fmt::format("Content-Type: {}\r\nCache-Control: no-store\r\n"
                                                   "Transfer-Encoding: chunked\r\n{}\r\n",
                                                   type, connection_line(keep_alive));
  co_await impl_->write(head, {});
}

asio::awaitable<void> HttpStream::write_chunk(std::string_view text) {
  const auto size = fmt::format("{:x}\r\n", text.size());
  co_await impl_->write(size, text, "\r\n");
}

asio::awaitable<void> HttpStream::write_last_chunk() { co_await impl_->write("0\r\n\r\n", {}); }

} // namespace periapt::transport
