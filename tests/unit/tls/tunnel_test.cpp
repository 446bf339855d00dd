#include "tls/tunnel.h"

#include "core/error.h"
#include "support/temporary_folder.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace periapt;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;
using asio::use_awaitable;

namespace {

/// A listener that answers each connection with what it was sent, in the same loop as the test.
class Echo {
public:
  explicit Echo(std::chrono::milliseconds handshake_limit = 5s) : limit_(handshake_limit) {
    asio::co_spawn(io, accept(), asio::detached);
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
  std::string fingerprint() const { return tls::fingerprint(identity_.certificate); }

  /// Runs a test's coroutine to its end and throws what it threw.
  void run(asio::awaitable<void> test) {
    std::exception_ptr failure;
    asio::co_spawn(io, std::move(test), [&](std::exception_ptr thrown) {
      failure = thrown;
      acceptor_.close();
      context_.close();
    });
    io.run();
    if (failure) std::rethrow_exception(failure);
  }

  asio::io_context io{1};
  int refused = 0; // handshakes that came to nothing

private:
  asio::awaitable<void> accept() {
    boost::system::error_code error;
    while (!error) {
      auto socket = co_await acceptor_.async_accept(asio::redirect_error(use_awaitable, error));
      if (!error) asio::co_spawn(io, serve(std::move(socket)), asio::detached);
    }
  }
  asio::awaitable<void> serve(tcp::socket socket) {
    tls::ServerContext::HandOver answer = [this](tls::PlainSocket plain) {
      asio::co_spawn(io, echo(std::move(plain)), asio::detached);
    };
    try {
      co_await context_.serve(std::move(socket), limit_, std::move(answer));
    } catch (const boost::system::system_error&) {
      ++refused;
    }
  }
  static asio::awaitable<void> echo(tls::PlainSocket plain) {
    std::array<char, 4096> piece;
    boost::system::error_code error;
    while (!error) {
      const auto size = co_await plain.async_read_some(asio::buffer(piece), asio::redirect_error(use_awaitable, error));
      if (size > 0) co_await asio::async_write(plain, asio::buffer(piece.data(), size), asio::redirect_error(use_awaitable, error));
    }
  }

  test::TemporaryFolder folder_;
  tls::Identity identity_ = tls::own_identity(folder_.path());
  tls::ServerContext context_{identity_};
  std::chrono::milliseconds limit_;
  tcp::acceptor acceptor_{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
};

asio::awaitable<void> send_and_compare(const Echo& echo, std::string text) {
  auto socket = co_await tls::dial(echo.address(), echo.fingerprint(), 5s);
  // Both at once: what is sent is more than the buffers on the way hold.
  asio::co_spawn(socket.get_executor(), asio::async_write(socket, asio::buffer(text), use_awaitable), asio::detached);
  std::string back(text.size(), '\0');
  co_await asio::async_read(socket, asio::buffer(back), use_awaitable);
  CHECK((back == text));
}

asio::awaitable<void> dial_with(const Echo& echo, std::string fingerprint) { co_await tls::dial(echo.address(), fingerprint, 5s); }

/// Says something that is not TLS, or nothing, and waits to be let go.
asio::awaitable<void> say(const Echo& echo, std::string text) {
  tcp::socket socket(co_await asio::this_coro::executor);
  const auto port = static_cast<std::uint16_t>(std::stoi(echo.address().substr(echo.address().rfind(':') + 1)));
  co_await socket.async_connect({asio::ip::address_v4::loopback(), port}, use_awaitable);
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
  std::array<char, 100> rest;
  boost::system::error_code error;
  while (!error) co_await socket.async_read_some(asio::buffer(rest), asio::redirect_error(use_awaitable, error));
}

} // namespace

TEST_CASE("a key and a certificate are made once, for the owner alone", "[tls]") {
  const test::TemporaryFolder folder;
  const auto made = tls::own_identity(folder.path());
  CHECK(tls::own_identity(folder.path()).certificate == made.certificate);
  CHECK(tls::fingerprint(made.certificate).size() == 64);
  struct stat status {};
  REQUIRE(::stat((folder / "tls.key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK_THROWS_WITH(tls::fingerprint("-----BEGIN nothing"), "cannot read a certificate");
}

TEST_CASE("what is sent at one end comes out at the other", "[tls]") {
  Echo echo;
  echo.run(send_and_compare(echo, std::string(3 << 20, 'x') + "end"));
}

TEST_CASE("a certificate of another fingerprint is not trusted", "[tls]") {
  Echo echo;
  CHECK_THROWS_WITH(echo.run(dial_with(echo, std::string(64, '0'))), Catch::Contains("its certificate is not the one that was registered"));
}

TEST_CASE("an address that is none, or where nobody listens, is an error", "[tls]") {
  Echo echo;
  const auto dial = [](std::string address) -> asio::awaitable<void> { co_await tls::dial(std::move(address), "", 1s); };
  CHECK_THROWS_WITH(echo.run(dial("nowhere")), Catch::Contains("expected host:port"));
  Echo other;
  CHECK_THROWS_AS(other.run(dial("127.0.0.1:1")), boost::system::system_error);
}

TEST_CASE("who does not shake hands in time, or says something else, is let go", "[tls]") {
  Echo echo(50ms);
  echo.run(say(echo, GENERATE("", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x02")));
  CHECK(echo.refused == 1);
}
