#include "transport/remote_listener.h"

#include "core/error.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ifaddrs.h>
#include <net/if.h>

namespace periapt::transport {
namespace asio = boost::asio;
using asio::ip::tcp;
using asio::use_awaitable;

namespace {

constexpr int waiting_connections = 128;

tcp::endpoint endpoint_of(asio::io_context& io, const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) throw make_error(ErrorKind::invalid, "cannot listen on \"{}\": expected HOST:PORT", text);
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  const auto found = tcp::resolver(io).resolve(host, text.substr(colon + 1), tcp::resolver::passive, error);
  if (error) throw make_error(ErrorKind::invalid, "cannot listen on \"{}\": {}", text, error.message());
  return *found.begin();
}

tcp::acceptor open_acceptor(asio::io_context& io, const std::string& text) {
  try {
    return tcp::acceptor(io, endpoint_of(io, text), true);
  } catch (const boost::system::system_error& error) {
    throw make_error(ErrorKind::unavailable, "cannot listen on \"{}\": {}", text, error.code().message());
  }
}

std::string spell_endpoint(const asio::ip::address& address, std::uint16_t port) {
  return fmt::format("{}{}{}:{}", address.is_v6() ? "[" : "", address.to_string(), address.is_v6() ? "]" : "", port);
}

/// This machine's IPv4 addresses; loopback is last.
std::vector<asio::ip::address> own_addresses() {
  std::vector<asio::ip::address> addresses;
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {asio::ip::address_v4::loopback()};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> list(first, ::freeifaddrs);
  for (const auto* one = first; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET || (one->ifa_flags & IFF_UP) == 0) continue;
    const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
    const asio::ip::address_v4 known(ntohl(address->sin_addr.s_addr));
    if (!known.is_loopback()) addresses.emplace_back(known);
  }
  addresses.emplace_back(asio::ip::address_v4::loopback());
  return addresses;
}

std::vector<std::string> addresses_of(const tcp::endpoint& endpoint) {
  if (!endpoint.address().is_unspecified()) return {spell_endpoint(endpoint.address(), endpoint.port())};
  std::vector<std::string> texts;
  for (const auto& address : own_addresses()) texts.push_back(spell_endpoint(address, endpoint.port()));
  return texts;
}

} // namespace

RemoteListener::RemoteListener(asio::io_context& io, const std::string& host_and_port, const tls::Identity& identity,
                               const ServerLimits& limits, Begin begin)
    : io_(io), limits_(limits), begin_(std::move(begin)), context_(identity), acceptor_(open_acceptor(io, host_and_port)),
      timer_(io), addresses_(addresses_of(acceptor_.local_endpoint())) {
  acceptor_.listen(waiting_connections);
}

void RemoteListener::run() { asio::co_spawn(io_, accept(), asio::detached); }

void RemoteListener::end() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  timer_.expires_after(std::chrono::milliseconds(open_in_all_ == 0 ? 0 : 200));
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) context_.close();
  });
}

bool RemoteListener::has_room_for(const std::string& address) const {
  const auto known = open_.find(address);
  return open_in_all_ < limits_.remote_connections &&
         (known == open_.end() || known->second < limits_.remote_connections_of_one);
}

asio::awaitable<void> RemoteListener::accept() {
  while (acceptor_.is_open()) {
    boost::system::error_code error;
    auto socket = co_await acceptor_.async_accept(asio::redirect_error(use_awaitable, error));
    if (error) {
      timer_.expires_after(std::chrono::milliseconds(100)); // out of descriptors: let some go first
      if (acceptor_.is_open()) co_await timer_.async_wait(asio::redirect_error(use_awaitable, error));
      continue;
    }
    const auto peer = socket.remote_endpoint(error);
    auto address = error ? std::string() : peer.address().to_string();
    if (!error && has_room_for(address)) asio::co_spawn(io_, serve(std::move(socket), std::move(address)), asio::detached);
  }
}

asio::awaitable<void> RemoteListener::serve(tcp::socket socket, std::string address) {
  ++open_in_all_;
  ++open_[address];
  tls::ServerContext::HandOver hand_over = [this, address](tls::PlainSocket plain) {
    begin_(std::move(plain), Peer::at(address));
  };
  try {
    co_await context_.serve(std::move(socket), limits_.head_timeout, std::move(hand_over));
  } catch (const boost::system::system_error&) { // gone, too slow, or not TLS
  }
  --open_in_all_;
  if (--open_[address] == 0) open_.erase(address);
}

} // namespace periapt::transport
