#include "tls/tunnel.h"

#include "core/error.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <set>

namespace periapt::tls {
namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

using SecureStream = ssl::stream<tcp::socket>;

void set_versions(ssl::context& context) {
  context.set_options(ssl::context::no_sslv2 | ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 |
                      ssl::context::no_compression);
  SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
}

/// Two coroutines, one for each direction, share it. When the plain end is closed, what was said there is still delivered;
/// the other side then has a moment to close too, so that what it may still be sending does not drop that.
class Tunnel {
public:
  Tunnel(std::unique_ptr<SecureStream> secure, PlainSocket plain)
      : secure_(std::move(secure)), plain_(std::move(plain)), linger_(plain_.get_executor()) {}

  static asio::awaitable<void> carry_out(std::shared_ptr<Tunnel> self) {
    co_await copy(self->plain_, *self->secure_);
    boost::system::error_code error;
    self->secure_->lowest_layer().shutdown(tcp::socket::shutdown_send, error);
    self->linger_.expires_after(std::chrono::seconds(2));
    if (!error && !self->closed_) co_await self->linger_.async_wait(asio::redirect_error(use_awaitable, error));
    self->close();
  }

  static asio::awaitable<void> carry_in(std::shared_ptr<Tunnel> self) {
    co_await copy(*self->secure_, self->plain_);
    boost::system::error_code error;
    std::array<char, 4096> rest;
    while (!error) co_await self->secure_->async_read_some(asio::buffer(rest), asio::redirect_error(use_awaitable, error));
    self->close();
  }

private:
  /// Until one of them fails.
  template <class From, class To>
  static asio::awaitable<void> copy(From& from, To& to) {
    std::array<char, 16 * 1024> piece;
    boost::system::error_code error;
    while (!error) {
      const auto size = co_await from.async_read_some(asio::buffer(piece), asio::redirect_error(use_awaitable, error));
      if (size > 0) co_await asio::async_write(to, asio::buffer(piece.data(), size), asio::redirect_error(use_awaitable, error));
    }
  }

  void close() {
    closed_ = true;
    boost::system::error_code ignored;
    linger_.cancel();
    secure_->lowest_layer().close(ignored);
    plain_.close(ignored);
  }

  std::unique_ptr<SecureStream> secure_;
  PlainSocket plain_;
  asio::steady_timer linger_;
  bool closed_ = false;
};

/// The other plain end. `incoming` is left to the caller, who may wait for its end.
struct Opened {
  PlainSocket socket;
  asio::awaitable<void> incoming;
};
Opened open_tunnel(asio::any_io_executor executor, std::unique_ptr<SecureStream> secure) {
  PlainSocket inner(executor), outer(executor);
  asio::local::connect_pair(inner, outer);
  const auto tunnel = std::make_shared<Tunnel>(std::move(secure), std::move(inner));
  asio::co_spawn(executor, Tunnel::carry_out(tunnel), asio::detached);
  return {std::move(outer), Tunnel::carry_in(tunnel)};
}

/// Closes a socket when the time is over, unless it goes before.
class Deadline {
public:
  Deadline(tcp::socket::lowest_layer_type& socket, std::chrono::milliseconds limit) : timer_(socket.get_executor(), limit) {
    timer_.async_wait([&socket, state = state_](boost::system::error_code cancelled) {
      if (cancelled || *state != State::waiting) return;
      *state = State::over;
      boost::system::error_code ignored;
      socket.close(ignored);
    });
  }
  ~Deadline() {
    if (*state_ == State::waiting) *state_ = State::gone; // the socket may go now, too
  }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void throw_if(boost::system::error_code error) const {
    if (*state_ == State::over) error = asio::error::timed_out;
    if (error) throw boost::system::system_error(error);
  }

private:
  enum class State { waiting, over, gone };
  std::shared_ptr<State> state_ = std::make_shared<State>(State::waiting);
  asio::steady_timer timer_;
};

asio::awaitable<void> shake_hands(SecureStream& stream, ssl::stream_base::handshake_type side, const Deadline& deadline) {
  boost::system::error_code error;
  co_await stream.async_handshake(side, asio::redirect_error(use_awaitable, error));
  deadline.throw_if(error);
}

std::string shown_fingerprint(SecureStream& stream) {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(stream.native_handle()), X509_free);
  return certificate ? fingerprint(certificate.get()) : "";
}

/// "host:port", "[::1]:port"
std::pair<std::string, std::string> host_and_port(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) throw make_error(ErrorKind::invalid, "\"{}\" is no address: expected host:port", address);
  auto host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {host, address.substr(colon + 1)};
}

} // namespace

class ServerContext::Impl {
public:
  explicit Impl(const Identity& identity) {
    set_versions(context);
    context.use_certificate(asio::buffer(identity.certificate), ssl::context::pem);
    context.use_private_key(asio::buffer(identity.key), ssl::context::pem);
    SSL_CTX_set_session_cache_mode(context.native_handle(), SSL_SESS_CACHE_OFF);
  }
  ssl::context context{ssl::context::tls_server};
  std::set<SecureStream*> served; // each lives as long as its serve()
};

namespace {

/// What is in a set as long as this lives.
class Listed {
public:
  Listed(std::set<SecureStream*>& all, SecureStream* one) : all_(all), one_(one) { all_.insert(one_); }
  ~Listed() { all_.erase(one_); }
  Listed(const Listed&) = delete;
  Listed& operator=(const Listed&) = delete;

private:
  std::set<SecureStream*>& all_;
  SecureStream* one_;
};

} // namespace

ServerContext::ServerContext(const Identity& identity) : impl_(std::make_unique<Impl>(identity)) {}
ServerContext::~ServerContext() = default;

asio::awaitable<void> ServerContext::serve(tcp::socket socket, std::chrono::milliseconds limit,
                                           HandOver hand_over) {
  socket.set_option(tcp::no_delay(true));
  auto stream = std::make_unique<SecureStream>(std::move(socket), impl_->context);
  const Listed listed(impl_->served, stream.get());
  {
    const Deadline deadline(stream->lowest_layer(), limit);
    co_await shake_hands(*stream, ssl::stream_base::server, deadline);
  }
  auto opened = open_tunnel(co_await asio::this_coro::executor, std::move(stream));
  hand_over(std::move(opened.socket));
  co_await std::move(opened.incoming);
}

void ServerContext::close() {
  boost::system::error_code ignored;
  for (auto* stream : impl_->served) stream->lowest_layer().close(ignored);
}

asio::awaitable<PlainSocket> dial(std::string address, std::string expected, std::chrono::milliseconds limit) {
  const auto executor = co_await asio::this_coro::executor;
  const auto [host, port] = host_and_port(address);
  tcp::resolver resolver(executor);
  const auto endpoints = co_await resolver.async_resolve(host, port, use_awaitable);
  ssl::context context(ssl::context::tls_client);
  set_versions(context);
  context.set_verify_mode(ssl::verify_none); // known by its fingerprint, below
  auto stream = std::make_unique<SecureStream>(tcp::socket(executor), context);
  {
    const Deadline deadline(stream->lowest_layer(), limit);
    boost::system::error_code error;
    co_await asio::async_connect(stream->lowest_layer(), endpoints, asio::redirect_error(use_awaitable, error));
    deadline.throw_if(error);
    stream->lowest_layer().set_option(tcp::no_delay(true));
    co_await shake_hands(*stream, ssl::stream_base::client, deadline);
  }
  if (shown_fingerprint(*stream) != expected)
    throw make_error(ErrorKind::denied, "cannot trust the controller at {}: its certificate is not the one that was registered", address);
  auto opened = open_tunnel(executor, std::move(stream));
  asio::co_spawn(executor, std::move(opened.incoming), asio::detached);
  co_return std::move(opened.socket);
}

} // namespace periapt::tls
