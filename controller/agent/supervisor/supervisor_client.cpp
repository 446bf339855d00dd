#include "agent/supervisor/supervisor_client.h"

#include "agent/supervisor/agent_process.h"
#include "agent/supervisor/message_channel.h"
#include "base/system_error.h"
#include "core/error.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <poll.h>

#include <map>
#include <utility>

namespace periapt::agent {

namespace asio = boost::asio;

namespace {

Error supervisor_lost(const char* cause) {
  return make_error(ErrorKind::unavailable, "cannot reach the machine's supervisor: {}", cause);
}

Hello wait_for_hello(MessageChannel& channel) {
  for (;;) {
    channel.read_available();
    if (const auto incoming = channel.receive()) return hello_of(incoming->message);
    if (channel.closed()) throw supervisor_lost("the connection ended");
    pollfd watched{.fd = channel.fd(), .events = POLLIN, .revents = 0};
    if (::poll(&watched, 1, -1) < 0 && errno != EINTR) throw_errno("cannot wait for the supervisor");
  }
}

} // namespace

class SupervisorClient::Impl : public std::enable_shared_from_this<Impl> {
public:
  /// The answer to make_socket: a descriptor, or why there is none.
  using SocketHandler = std::function<void(UniqueFd, std::string failure)>;

  Impl(asio::io_context& io, UniqueFd socket)
      : channel_(std::move(socket)), hello_(wait_for_hello(channel_)), watcher_(io, channel_.fd()) {}
  ~Impl() { watcher_.release(); } // the channel closes the descriptor

  void stop() {
    stopped_ = true;
    watcher_.cancel();
  }

  void send(const Message& message) {
    channel_.send(message);
    wait_until_writable();
  }

  void wait_until_readable() {
    watcher_.async_wait(watcher_.wait_read, [self = shared_from_this()](const boost::system::error_code& error) {
      if (!error && !self->stopped_) self->read();
    });
  }

  void make_socket(const std::string& tag, SocketHandler handler) {
    socket_handlers_.emplace(tag, std::move(handler));
    send({.kind = MessageKind::make_socket, .fields = {tag}});
  }

  const Hello& hello() const { return hello_; }
  void on_exit(std::function<void(const HookExit&)> handler) { exit_handler_ = std::move(handler); }

private:
  void wait_until_writable() {
    if (!channel_.wants_write() || std::exchange(waits_to_write_, true)) return;
    watcher_.async_wait(watcher_.wait_write, [self = shared_from_this()](const boost::system::error_code& error) {
      self->waits_to_write_ = false;
      if (error || self->stopped_) return;
      self->channel_.flush();
      self->wait_until_writable();
    });
  }

  void read() {
    channel_.read_available();
    while (auto incoming = channel_.receive()) {
      handle(*incoming);
      if (stopped_) return;
    }
    if (channel_.closed()) throw supervisor_lost("the connection ended");
    wait_until_readable();
  }

  void handle(MessageChannel::Incoming& incoming) {
    const Message& message = incoming.message;
    switch (message.kind) {
    case MessageKind::hook_exited: hook_ended(hook_exit_of(message)); break;
    case MessageKind::socket_made: answer_socket(message, std::move(incoming.passed_fd), {}); break;
    case MessageKind::socket_failed: answer_socket(message, {}, message.fields.back()); break;
    default: throw supervisor_lost("it said something unexpected");
    }
  }

  void hook_ended(const HookExit& exit) {
    for (HookRecord& hook : hello_.hooks) {
      if (hook.id == exit.id) hook.exit = exit;
    }
    if (exit_handler_) exit_handler_(exit);
  }

  void answer_socket(const Message& message, UniqueFd socket, std::string failure) {
    const auto found = socket_handlers_.find(subject_of(message));
    if (found == socket_handlers_.end()) return;
    const SocketHandler handler = std::move(found->second);
    socket_handlers_.erase(found);
    handler(std::move(socket), std::move(failure));
  }

  MessageChannel channel_;
  Hello hello_;
  asio::posix::stream_descriptor watcher_; // watches the channel's descriptor, does not own it
  std::function<void(const HookExit&)> exit_handler_;
  std::multimap<std::string, SocketHandler> socket_handlers_; // by tag; answers come in order
  bool waits_to_write_ = false;
  bool stopped_ = false;
};

UniqueFd SupervisorClient::inherited_socket() {
  if (::fcntl(AgentProcess::socket_fd, F_SETFD, FD_CLOEXEC) != 0) throw supervisor_lost("the agent was not started by one");
  return UniqueFd(AgentProcess::socket_fd);
}

SupervisorClient::SupervisorClient(asio::io_context& io, UniqueFd socket)
    : impl_(std::make_shared<Impl>(io, std::move(socket))) {
  impl_->wait_until_readable();
}

SupervisorClient::~SupervisorClient() { impl_->stop(); }

const std::string& SupervisorClient::boot_id() const { return impl_->hello().boot_id; }
const std::vector<HookRecord>& SupervisorClient::hooks() const { return impl_->hello().hooks; }
void SupervisorClient::on_exit(std::function<void(const HookExit&)> handler) { impl_->on_exit(std::move(handler)); }
void SupervisorClient::start_hook(const HookStart& hook) { impl_->send(to_message(hook)); }

void SupervisorClient::acknowledge(const std::string& id) {
  impl_->send({.kind = MessageKind::acknowledge, .fields = {id}});
}

void SupervisorClient::kill_hook(const std::string& id) {
  impl_->send({.kind = MessageKind::kill_hook, .fields = {id}});
}

void SupervisorClient::reboot() { impl_->send({.kind = MessageKind::reboot, .fields = {}}); }
void SupervisorClient::end_hook(const std::string& id) {
  impl_->send({.kind = MessageKind::end_hook, .fields = {id}});
}

void SupervisorClient::drop_listening_socket(const std::string& tag) {
  impl_->send({.kind = MessageKind::drop_socket, .fields = {tag}});
}

asio::awaitable<UniqueFd> SupervisorClient::listening_socket(std::string tag) {
  struct Answer {
    UniqueFd socket;
    std::string failure;
  };
  const auto answer = std::make_shared<Answer>(); // shared with the handler, which runs once
  auto initiate = [this, &tag, answer](auto handler) {
    const auto resume = std::make_shared<decltype(handler)>(std::move(handler)); // std::function must be copyable
    impl_->make_socket(tag, [resume, answer](UniqueFd socket, std::string failure) {
      *answer = {std::move(socket), std::move(failure)};
      std::move(*resume)();
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate), asio::use_awaitable);
  if (!answer->failure.empty()) throw make_error(ErrorKind::unavailable, "{}", answer->failure);
  co_return std::move(answer->socket);
}

} // namespace periapt::agent
