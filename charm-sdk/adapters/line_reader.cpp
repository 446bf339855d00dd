#include "adapters/line_reader.h"

#include "base/system_error.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>

namespace periapt::adapters {
namespace {

constexpr std::size_t longest_line = 64 << 10;

} // namespace

OutputPipes::OutputPipes() {
  open(out_);
  open(err_);
}

void OutputPipes::open(Pipe& pipe) {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) throw_errno("cannot create a pipe");
  pipe.read_end.reset(fds[0]);
  pipe.write_end.reset(fds[1]);
  if (::fcntl(fds[0], F_SETFL, O_NONBLOCK) != 0) throw_errno("cannot prepare a pipe");
}

void OutputPipes::close_write_ends() {
  out_.write_end.reset();
  err_.write_end.reset();
}

bool OutputPipes::read_some(Pipe& pipe, std::string& into) {
  std::array<char, 16 << 10> buffer; // NOLINT: filled by read
  if (!pipe.read_end) return false;
  const auto got = retry_interrupted([&] { return ::read(pipe.read_end.get(), buffer.data(), buffer.size()); });
  if (got < 0 && errno == EAGAIN) return false;
  if (got <= 0) pipe.read_end.reset();
  else into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

void OutputPipes::read_all(std::string& out, std::string& err) {
  while (!ended()) {
    std::array<pollfd, 2> watched{{{out_fd(), POLLIN, 0}, {err_fd(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) throw_errno("cannot wait for output");
    while (read_some(out_, out)) continue;
    while (read_some(err_, err)) continue;
  }
}

std::vector<std::string> OutputPipes::lines_of(Pipe& pipe) {
  std::vector<std::string> lines;
  while (read_some(pipe, pipe.partial)) {
    std::size_t begin = 0;
    for (auto end = pipe.partial.find('\n'); end != std::string::npos; end = pipe.partial.find('\n', begin)) {
      lines.push_back(pipe.partial.substr(begin, end - begin));
      begin = end + 1;
    }
    pipe.partial.erase(0, begin);
    if (pipe.partial.size() > longest_line) lines.push_back(std::exchange(pipe.partial, {}));
  }
  return lines;
}

std::vector<std::string> OutputPipes::rest_of(Pipe& pipe) {
  if (pipe.partial.empty()) return {};
  return {std::exchange(pipe.partial, {})};
}

} // namespace periapt::adapters
