#include "agent/hook_tool_server.h"

#include "agent/frame_socket.h"
#include "agent/hook_recorder.h"
#include "agent/tool_frames.h"
#include "base/fault_point.h"
#include "core/error.h"
#include "hook_tools/tools.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cctype>
#include <chrono>
#include <deque>
#include <set>
#include <system_error>
#include <unordered_map>

namespace periapt::agent {
namespace {

namespace asio = boost::asio;
using asio::use_awaitable;
using hook_tools::ToolResult;
using hook_tools::ToolRun;
using Socket = LocalSocket;

constexpr std::size_t max_call_bytes = 8 << 20;  // the kernel's own limit for arguments is 6 MiB
constexpr std::size_t max_file_bytes = 17 << 20; // the client's limit is 16 MiB
constexpr std::size_t max_remembered = 4096;
constexpr auto exchange_timeout = std::chrono::seconds(30);
constexpr auto accept_pause = std::chrono::milliseconds(100);

/// As the system's library words it, in lower case: `no such file or directory`.
std::string reason_of(int error_number) {
  std::string text = std::generic_category().message(error_number);
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

ToolResult wrong_context(const std::string& context_id) {
  return hook_tools::failure(fmt::format("bad request: wrong context ID; got \"{}\"", context_id));
}

/// The answers to calls that write, by the call's id; the oldest is forgotten first.
class Answers {
public:
  const ToolResult* find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &found->second;
  }

  void remember(const std::string& id, const ToolResult& result) {
    if (!by_id_.emplace(id, result).second) return;
    order_.push_back(id);
    if (order_.size() <= max_remembered) return;
    by_id_.erase(order_.front());
    order_.pop_front();
  }

  void clear() {
    by_id_.clear();
    order_.clear();
  }

private:
  std::unordered_map<std::string, ToolResult> by_id_;
  std::deque<std::string> order_;
};

/// The hook whose tools are answered now. `number` tells one hook from the next.
struct CurrentHook {
  std::string context_id;
  hook_tools::HookContext* context = nullptr;
  std::int64_t number = 0;
  std::shared_ptr<HookRecorder> recorder;
  Answers answers;

  bool is(const ToolCall& call) const { return context != nullptr && call.context_id == context_id; }
};

/// The conversation with one client.
class Client {
public:
  Client(Socket socket, CurrentHook& hook)
      : socket_(std::move(socket)), hook_(hook), wake_(socket_.get_executor()), deadline_(socket_.get_executor()) {}

  asio::awaitable<void> serve() {
    ToolResult result;
    try {
      const ToolCall call = co_await read_call();
      result = co_await answer(call);
    } catch (const Error& error) {
      result = hook_tools::failure(error.what());
    }
    close_after(exchange_timeout);
    const auto frame = encode_frame(frame_exit, exit_payload(result.exit_code, result.out, result.err));
    co_await asio::async_write(socket_, asio::buffer(frame), use_awaitable);
  }

  /// The hook has ended: waits for the controller end here.
  void wake() { wake_.cancel(); }

  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    wake_.cancel();
    deadline_.cancel();
  }

private:
  asio::awaitable<ToolCall> read_call() {
    close_after(exchange_timeout);
    const Frame frame = co_await read_frame(socket_, max_call_bytes);
    deadline_.cancel();
    if (frame.kind != frame_request) throw make_error(ErrorKind::invalid, "bad request: not a call");
    co_return parse_tool_call(frame.payload);
  }

  asio::awaitable<ToolResult> answer(const ToolCall& call) {
    if (!hook_.is(call)) co_return wrong_context(call.context_id);
    if (const auto* before = hook_.answers.find(call.id)) co_return *before;
    const auto hook_number = hook_.number;
    ToolRun run(*hook_.context, call.tool, call.arguments);
    std::vector<hook_tools::FileContent> contents;
    for (const auto& request : run.files()) contents.push_back(co_await read_file(request.path));
    if (hook_.number == hook_number && !contents.empty()) run.use_files(contents);
    if (hook_.number == hook_number && run.controller_call()) co_await prepare(*run.controller_call());
    if (hook_.number != hook_number) co_return wrong_context(call.context_id);
    const ToolResult result = finish(call, run, contents);
    if (result.output_file) co_return co_await write_file(result);
    co_return result;
  }

  ToolResult finish(const ToolCall& call, ToolRun& run, const std::vector<hook_tools::FileContent>& contents) {
    PERIAPT_FAULT_POINT("agent.before-tool");
    const ToolResult result = run.finish();
    if (run.writes()) hook_.answers.remember(call.id, result);
    if (hook_.recorder) hook_.recorder->add(call.tool, call.arguments, contents, result);
    PERIAPT_FAULT_POINT("agent.after-tool-before-answer");
    return result;
  }

  /// However slowly it comes: standard input may be another program's output.
  asio::awaitable<hook_tools::FileContent> read_file(const std::string& path) {
    const Frame frame = co_await exchange(encode_frame(frame_read, path));
    if (frame.kind == frame_errno) co_return hook_tools::FileFailure{reason_of(parse_errno(frame.payload))};
    if (frame.kind != frame_file) throw make_error(ErrorKind::invalid, "bad request: not a file");
    co_return frame.payload;
  }

  asio::awaitable<ToolResult> write_file(const ToolResult& result) {
    const Frame frame = co_await exchange(encode_frame(frame_write, write_payload(*result.output_file, result.out)));
    if (frame.kind != frame_errno) throw make_error(ErrorKind::invalid, "bad request: not an errno");
    if (const int error = parse_errno(frame.payload))
      co_return hook_tools::output_failure(*result.output_file, reason_of(error));
    co_return ToolResult{.exit_code = result.exit_code, .err = result.err};
  }

  asio::awaitable<Frame> exchange(const std::string& question) {
    co_await asio::async_write(socket_, asio::buffer(question), use_awaitable);
    co_return co_await read_frame(socket_, max_file_bytes);
  }

  /// Until the context is ready or the hook has ended.
  asio::awaitable<void> prepare(const hook_tools::ControllerCall& call) {
    const auto ready = std::make_shared<bool>(false);
    wake_.expires_at(asio::steady_timer::time_point::max());
    hook_.context->prepare(call, [ready, alive = std::weak_ptr(alive_), this] {
      *ready = true;
      if (!alive.expired()) wake_.cancel();
    });
    if (!*ready) co_await wake_.async_wait(asio::as_tuple(use_awaitable));
  }

  void close_after(std::chrono::steady_clock::duration timeout) {
    deadline_.expires_after(timeout);
    deadline_.async_wait([alive = std::weak_ptr(alive_), this](boost::system::error_code cancelled) {
      if (!cancelled && !alive.expired()) close();
    });
  }

  Socket socket_;
  CurrentHook& hook_;
  asio::steady_timer wake_;
  asio::steady_timer deadline_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(); // what handlers ask before they touch this
};

} // namespace

class HookToolServer::Impl : public std::enable_shared_from_this<Impl> {
public:
  Impl(asio::io_context& io, int listening_fd) : acceptor_(io, asio::local::stream_protocol(), listening_fd) {}

  CurrentHook& hook() { return hook_; }

  void start() { asio::co_spawn(acceptor_.get_executor(), accept_clients(shared_from_this()), asio::detached); }

  void close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    forget_hook();
    for (Client* client : clients_) client->close();
  }

  void forget_hook() {
    hook_.context = nullptr;
    hook_.recorder.reset();
    ++hook_.number;
    hook_.answers.clear();
    for (Client* client : clients_) client->wake();
  }

private:
  static asio::awaitable<void> accept_clients(std::shared_ptr<Impl> self) {
    while (self->acceptor_.is_open()) {
      auto [error, socket] = co_await self->acceptor_.async_accept(asio::as_tuple(use_awaitable));
      if (!error) {
        asio::co_spawn(self->acceptor_.get_executor(), serve(self, std::move(socket)), asio::detached);
      } else if (self->acceptor_.is_open()) { // no descriptors left: the client waits in the backlog
        asio::steady_timer pause(self->acceptor_.get_executor(), accept_pause);
        co_await pause.async_wait(use_awaitable);
      }
    }
  }

  static asio::awaitable<void> serve(std::shared_ptr<Impl> self, Socket socket) {
    if (!is_trusted(socket)) co_return;
    Client client(std::move(socket), self->hook_);
    const Registered registered(self->clients_, client);
    try {
      co_await client.serve();
    } catch (const std::system_error&) {
      // the client went away, was too slow, or this server ends: there is nobody to answer
    }
  }

  /// A client is in the set for as long as its conversation lasts.
  class Registered {
  public:
    Registered(std::set<Client*>& clients, Client& client) : clients_(clients), client_(client) {
      clients_.insert(&client_);
    }
    ~Registered() { clients_.erase(&client_); }
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;

  private:
    std::set<Client*>& clients_;
    Client& client_;
  };

  asio::local::stream_protocol::acceptor acceptor_;
  CurrentHook hook_;
  std::set<Client*> clients_;
};

HookToolServer::HookToolServer(asio::io_context& io, int listening_fd)
    : impl_(std::make_shared<Impl>(io, listening_fd)) {
  impl_->start();
}

HookToolServer::~HookToolServer() { impl_->close(); }

void HookToolServer::begin_hook(std::string context_id, hook_tools::HookContext& context,
                                std::shared_ptr<HookRecorder> recorder) {
  impl_->hook().context_id = std::move(context_id);
  impl_->hook().context = &context;
  impl_->hook().recorder = std::move(recorder);
}

void HookToolServer::end_hook() { impl_->forget_hook(); }

} // namespace periapt::agent
