#include "source/bounded_stream.h"

#include "base/unique_fd.h"
#include "source/git_library.h"

#include <fmt/format.h>

#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cstring>
#include <memory>

namespace periapt::source {
namespace {

using std::chrono::milliseconds;

thread_local milliseconds silence_limit{};
thread_local std::string silence_reason;

int fail(const std::string& text) {
  git_error_set_str(GIT_ERROR_NET, text.c_str());
  return -1;
}

/// libgit2 holds its part of it, which must be the first.
struct BoundedStream {
  git_stream parent{};
  std::string host;
  std::string port;
  UniqueFd socket;

  static BoundedStream& of(git_stream* stream) { return *reinterpret_cast<BoundedStream*>(stream); }

  /// False when the time ran out or the connection cannot be waited for.
  bool wait(short events) const {
    pollfd watched{.fd = socket.get(), .events = events, .revents = 0};
    int ready = 0;
    do ready = poll(&watched, 1, static_cast<int>(silence_limit.count()));
    while (ready < 0 && errno == EINTR);
    if (ready == 0)
      silence_reason = fmt::format("the server said nothing for {:g} seconds",
                                   static_cast<double>(silence_limit.count()) / 1000);
    if (ready <= 0) fail(ready == 0 ? silence_reason : std::strerror(errno));
    return ready > 0;
  }

  bool connect_to(const addrinfo& address) {
    socket = UniqueFd(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) return false;
    if (connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0) return true;
    if (errno != EINPROGRESS || !wait(POLLOUT)) return false;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    errno = error;
    return error == 0;
  }
};

int connect_stream(git_stream* base) {
  auto& stream = BoundedStream::of(base);
  const addrinfo wanted{.ai_flags = AI_ADDRCONFIG, .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(stream.host.c_str(), stream.port.c_str(), &wanted, &found); error != 0)
    return fail(fmt::format("cannot find {}: {}", stream.host, gai_strerror(error)));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, freeaddrinfo);
  for (const auto* address = found; address; address = address->ai_next) {
    if (!stream.connect_to(*address)) continue;
    const int at_once = 1;
    setsockopt(stream.socket.get(), IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    silence_reason.clear();
    return 0;
  }
  if (!silence_reason.empty()) return fail(silence_reason);
  return fail(fmt::format("cannot connect to {}: {}", stream.host, std::strerror(errno)));
}

/// `move` sends or receives; again when the connection is ready for `events`.
template <class Move> ssize_t when_ready(git_stream* base, short events, Move move) {
  const auto& stream = BoundedStream::of(base);
  for (;;) {
    const ssize_t count = move(stream.socket.get());
    if (count >= 0) return count;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return fail(std::strerror(errno));
    if (!stream.wait(events)) return -1;
  }
}

ssize_t read_stream(git_stream* base, void* data, size_t size) {
  return when_ready(base, POLLIN, [=](int fd) { return recv(fd, data, size, 0); });
}

ssize_t write_stream(git_stream* base, const char* data, size_t size, int) {
  return when_ready(base, POLLOUT, [=](int fd) { return send(fd, data, size, MSG_NOSIGNAL); });
}

int close_stream(git_stream* base) {
  BoundedStream::of(base).socket.reset();
  return 0;
}

void free_stream(git_stream* base) { delete &BoundedStream::of(base); }

int make_stream(git_stream** out, const char* host, const char* port) {
  auto* stream = new BoundedStream{.host = host, .port = port};
  stream->parent = {.version = GIT_STREAM_VERSION,
                    .connect = connect_stream,
                    .read = read_stream,
                    .write = write_stream,
                    .close = close_stream,
                    .free = free_stream};
  *out = &stream->parent;
  return 0;
}

} // namespace

SilenceLimit::SilenceLimit(milliseconds limit) {
  git_stream_registration ours{.version = GIT_STREAM_VERSION, .init = make_stream, .wrap = nullptr};
  git_stream_register(GIT_STREAM_STANDARD, &ours);
  silence_limit = limit;
  silence_reason.clear();
}

SilenceLimit::~SilenceLimit() { silence_limit = milliseconds(0); }

std::string SilenceLimit::reason() { return silence_reason; }

} // namespace periapt::source
