#include "transport/server.h"

#include "base/unix_socket.h"
#include "core/error.h"
#include "store/store.h"
#include "transport/remote_listener.h"
#include "transport/session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <set>
#include <system_error>

namespace periapt::transport {
namespace asio = boost::asio;
using asio::local::stream_protocol;
using asio::use_awaitable;

namespace {

int listening_descriptor(const std::filesystem::path& socket) {
  try {
    return listen_unix(socket, 4096).release();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::address_in_use)
      throw make_error(ErrorKind::conflict, "the socket \"{}\" is in use by another controller", socket.string());
    throw make_error(ErrorKind::unavailable, "cannot listen on \"{}\": {}", socket.string(), error.code().message());
  }
}

ServerLimits for_other_machines(ServerLimits limits) {
  limits.idle_timeout = limits.remote_idle_timeout;
  return limits;
}

} // namespace

class Server::Impl {
public:
  Impl(Controller& controller, std::filesystem::path socket, ServerLimits limits)
      : controller_(controller), limits_(limits), socket_(std::move(socket)), pools_(limits.pool_threads),
        acceptor_(io_, stream_protocol(), listening_descriptor(socket_)) {}

  ~Impl() { remove_socket(socket_); }

  void run(bool handle_signals) {
    if (handle_signals) stop_on_signal();
    asio::co_spawn(io_, accept(), asio::detached);
    if (remote_) remote_->run();
    io_.run(); // until the last coroutine has ended
    pools_.blocking.join();
    pools_.passwords.join();
    finish_writes();
  }

  std::vector<std::string> listen(const std::string& host_and_port, const tls::Identity& identity) {
    auto begin = [this](stream_protocol::socket socket, Peer peer) { start_session(std::move(socket), std::move(peer)); };
    remote_ = std::make_unique<RemoteListener>(io_, host_and_port, identity, limits_, std::move(begin));
    return remote_->addresses();
  }

  void stop() {
    asio::post(io_, [this] { end(); });
  }

private:
  /// What was accepted refers to the controller and answers to io_, whether or not its client still waits.
  void finish_writes() {
    try {
      controller_.store.write([](store::WriteTransaction&) {});
    } catch (const Error&) { // a full disk: the writes before it were refused too
    }
  }

  void end() {
    acceptor_.close();
    signals_.cancel();
    for (const auto& session : sessions_) session->end();
    if (remote_) remote_->end();
  }

  void stop_on_signal() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](boost::system::error_code error, int) {
      if (!error) end();
    });
  }

  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      boost::system::error_code error;
      auto socket = co_await acceptor_.async_accept(asio::redirect_error(use_awaitable, error));
      if (!error) {
        auto peer = Peer::process_behind(socket);
        start_session(std::move(socket), std::move(peer));
      } else if (acceptor_.is_open()) {
        co_await pause(); // out of descriptors: let some go first
      }
    }
  }

  void start_session(stream_protocol::socket socket, Peer peer) {
    const auto& limits = peer.is_remote() ? remote_limits_ : limits_;
    const auto session = std::make_shared<Session>(std::move(socket), std::move(peer), controller_, limits, pools_, [this] { end(); });
    sessions_.insert(session);
    asio::co_spawn(io_, session->run(), [this, session](std::exception_ptr) { sessions_.erase(session); });
  }

  asio::awaitable<void> pause() {
    asio::steady_timer timer(io_, std::chrono::milliseconds(100));
    co_await timer.async_wait(use_awaitable);
  }

  Controller& controller_;
  ServerLimits limits_;
  ServerLimits remote_limits_ = for_other_machines(limits_);
  std::filesystem::path socket_;
  asio::io_context io_{1};
  Pools pools_;
  stream_protocol::acceptor acceptor_;
  asio::signal_set signals_{io_};
  std::unique_ptr<RemoteListener> remote_; // nullptr: this machine only
  std::set<std::shared_ptr<Session>> sessions_; // each shared with its coroutine
};

Server::Server(Controller& controller, std::filesystem::path socket, ServerLimits limits)
    : impl_(std::make_unique<Impl>(controller, std::move(socket), limits)) {}

Server::~Server() = default;

std::vector<std::string> Server::listen(const std::string& host_and_port, const tls::Identity& identity) {
  return impl_->listen(host_and_port, identity);
}

void Server::run(bool handle_signals) { impl_->run(handle_signals); }

void Server::stop() { impl_->stop(); }

} // namespace periapt::transport
