#include "agent/command_server.h"

#include "agent/frame_socket.h"
#include "agent/tool_frames.h"
#include "base/unix_socket.h"
#include "core/error.h"
#include "wire/codec.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <system_error>
#include <utility>

namespace periapt::agent {
namespace {

namespace asio = boost::asio;
using asio::use_awaitable;

constexpr std::size_t max_request_bytes = 8 << 20;
constexpr auto pause_without_descriptors = std::chrono::milliseconds(100);

std::string answer_of(const CommandResult& result) {
  if (result.refusal.empty()) return exit_payload(result.exit_code, result.out, result.err);
  return exit_payload(1, result.out, result.err + "ERROR " + result.refusal + "\n");
}

} // namespace

class CommandServer::Impl : public std::enable_shared_from_this<Impl> {
public:
  Impl(asio::io_context& io, const std::filesystem::path& socket, Handler handler)
      : acceptor_(io, asio::local::stream_protocol(), listen_unix(socket).release()), handler_(std::move(handler)) {}

  void start() { asio::co_spawn(acceptor_.get_executor(), accept(shared_from_this()), asio::detached); }

  void close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    handler_ = nullptr;
  }

private:
  static asio::awaitable<void> accept(std::shared_ptr<Impl> self) {
    while (self->acceptor_.is_open()) {
      auto [error, socket] = co_await self->acceptor_.async_accept(asio::as_tuple(use_awaitable));
      if (!error) {
        asio::co_spawn(self->acceptor_.get_executor(), serve(self, std::move(socket)), asio::detached);
      } else if (self->acceptor_.is_open()) {
        asio::steady_timer pause(self->acceptor_.get_executor(), pause_without_descriptors);
        co_await pause.async_wait(use_awaitable);
      }
    }
  }

  static asio::awaitable<void> serve(std::shared_ptr<Impl> self, LocalSocket socket) {
    if (!is_trusted(socket)) co_return;
    try {
      const CommandResult result = co_await self->result_of(socket);
      const auto frame = encode_frame(frame_exit, answer_of(result));
      co_await asio::async_write(socket, asio::buffer(frame), use_awaitable);
    } catch (const std::system_error&) {
      // the caller went away, or this server ends: there is nobody to answer
    }
  }

  asio::awaitable<CommandResult> result_of(LocalSocket& socket) {
    CommandRequest request;
    try {
      const Frame frame = co_await read_frame(socket, max_request_bytes);
      if (frame.kind != frame_commands) throw make_error(ErrorKind::invalid, "bad request: not commands");
      request = wire::decode<CommandRequest>(frame.payload, wire::Strict::yes);
    } catch (const Error& error) {
      co_return CommandResult{.out = {}, .err = {}, .refusal = error.what()};
    }
    if (!handler_) co_return CommandResult{.out = {}, .err = {}, .refusal = "the agent ends"};
    const auto pending = std::make_shared<Pending>(socket.get_executor());
    handler_(std::move(request), [pending](const CommandResult& result) {
      pending->result = result;
      pending->ended.cancel();
    });
    if (!pending->result) co_await pending->ended.async_wait(asio::as_tuple(use_awaitable));
    co_return pending->result.value_or(CommandResult{});
  }

  struct Pending {
    explicit Pending(const asio::any_io_executor& executor) : ended(executor, asio::steady_timer::time_point::max()) {}
    asio::steady_timer ended;
    std::optional<CommandResult> result;
  };

  asio::local::stream_protocol::acceptor acceptor_;
  Handler handler_;
};

CommandServer::CommandServer(asio::io_context& io, const std::filesystem::path& socket, Handler handler)
    : impl_(std::make_shared<Impl>(io, socket, std::move(handler))) {
  impl_->start();
}

CommandServer::~CommandServer() { impl_->close(); }

} // namespace periapt::agent
