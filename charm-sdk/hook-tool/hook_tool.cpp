// The client behind every hook tool's name. README.md says what it does and draws the frames.
#include "buffer.h"
#include "system.h"

#include <string_view>

namespace {

constexpr std::size_t max_file_bytes = 16 << 20;
constexpr std::int64_t patience_ms = 60'000;
constexpr int longest_pause_ms = 250;

void print(int fd, std::string_view text) {
  while (!text.empty()) {
    const long written = sys::write(fd, text.data(), text.size());
    if (written == -EINTR || written == -EAGAIN) continue;
    if (written < 0) return; // nobody is left to tell
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string_view environment_value(char** environment, std::string_view name) {
  for (; *environment; ++environment) {
    const std::string_view entry = *environment;
    if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=') {
      std::string_view value = entry;
      value.remove_prefix(name.size() + 1);
      return value;
    }
  }
  return {};
}

std::string_view required_value(char** environment, std::string_view name) {
  const auto value = environment_value(environment, name);
  if (value.empty()) {
    print(2, "ERROR ");
    print(2, name);
    print(2, " not set\n");
    sys::exit(1);
  }
  return value;
}

sockaddr_un socket_address(std::string_view path) {
  if (path.starts_with("unix:")) path.remove_prefix(5);
  if (path.starts_with('@')) path.remove_prefix(1);
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) fail("the agent's socket path is too long");
  address.sun_family = sys::unix_stream_socket_family;
  memcpy(address.sun_path, path.data(), path.size());
  return address;
}

std::string_view base_name(std::string_view path) {
  if (const auto slash = path.rfind('/'); slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path;
}

/// 0, or why not: everything that is there to read, added to `content`.
long read_all(int fd, Buffer& content) {
  for (;;) {
    content.reserve(64 * 1024);
    const long size = sys::read(fd, content.end(), content.room());
    if (size == -EINTR) continue;
    if (size <= 0) return -size;
    content.grown(static_cast<std::size_t>(size));
    if (content.size() > max_file_bytes) return EFBIG;
  }
}

/// One connection to the agent. A false answer means that it broke.
class Connection {
public:
  explicit Connection(int fd) : fd_(fd) {}
  ~Connection() { sys::close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool send(const void* bytes, std::size_t size) {
    const auto* rest = static_cast<const char*>(bytes);
    while (size > 0) {
      const long sent = sys::send(fd_, rest, size);
      if (sent == -EINTR) continue;
      if (sent <= 0) return false;
      rest += sent;
      size -= static_cast<std::size_t>(sent);
    }
    return true;
  }

  bool send_frame(char kind, const void* payload, std::size_t size) {
    char header[5];
    const auto length = static_cast<std::uint32_t>(size);
    memcpy(header, &length, sizeof length);
    header[4] = kind;
    return send(header, sizeof header) && send(payload, size);
  }

  /// The next frame: its kind, or 0 when the connection broke. The payload stays valid until the next call.
  char receive_frame() {
    input_.clear();
    if (!receive(5)) return 0;
    std::uint32_t length;
    memcpy(&length, input_.data(), sizeof length);
    return receive(5 + std::size_t{length}) ? input_.data()[4] : '\0';
  }
  std::string_view payload() const { return {input_.data() + 5, input_.size() - 5}; }

private:
  /// The agent waits for our answer after each frame, so never more than one frame is on its way.
  bool receive(std::size_t size) {
    while (input_.size() < size) {
      input_.reserve(size - input_.size() + 1); // one more: a path ends in the zero after it
      const long got = sys::read(fd_, input_.end(), input_.room() - 1);
      if (got == -EINTR) continue;
      if (got <= 0) return false;
      input_.grown(static_cast<std::size_t>(got));
    }
    *input_.end() = '\0';
    return true;
  }

  int fd_;
  static inline Buffer input_; // kept from one connection to the next
};

/// One call of a tool: the request, and what the agent asks of us until it answers.
class Call {
public:
  Call(int argc, char** argv, char** environment)
      : context_(required_value(environment, "JUJU_CONTEXT_ID")),
        address_(socket_address(required_value(environment, "JUJU_AGENT_SOCKET_ADDRESS"))),
        home_(environment_value(environment, "HOME")) {
    char id[16];
    sys::random(id, sizeof id);
    request_.append_u32(0); // the length, below
    request_.append("Q");
    request_.append(id, sizeof id);
    append_text(context_);
    append_text(argc > 0 ? base_name(argv[0]) : "");
    for (int i = 1; i < argc; ++i) append_text(argv[i]);
    const auto length = static_cast<std::uint32_t>(request_.size() - 5);
    memcpy(request_.data(), &length, sizeof length);
  }

  [[noreturn]] void run() {
    std::int64_t give_up_ms = 0; // the clock is not asked unless something fails
    for (int pause_ms = 1;; pause_ms = pause_ms * 2 > longest_pause_ms ? longest_pause_ms : pause_ms * 2) {
      attempt();
      const auto now_ms = sys::monotonic_ms();
      if (give_up_ms == 0) give_up_ms = now_ms + patience_ms;
      if (now_ms >= give_up_ms) fail("cannot reach the unit's agent");
      sys::sleep_ms(pause_ms);
    }
  }

private:
  void append_text(std::string_view text) {
    request_.append(text);
    request_.append("", 1);
  }

  /// Does not return when the agent has answered.
  void attempt() {
    const long fd = sys::socket();
    if (fd < 0) return;
    Connection agent(static_cast<int>(fd));
    if (sys::connect(static_cast<int>(fd), address_) < 0 || !agent.send(request_.data(), request_.size())) return;
    for (;;) {
      switch (agent.receive_frame()) {
      case 'R':
        if (!answer_read(agent)) return;
        break;
      case 'W':
        if (!answer_write(agent)) return;
        break;
      case 'X': finish(agent.payload());
      default: return;
      }
    }
  }

  bool answer_read(Connection& agent) {
    const auto path = agent.payload();
    if (path == "-") {
      if (!stdin_known_) stdin_error_ = read_all(0, stdin_);
      stdin_known_ = true;
      return answer_content(agent, stdin_error_, stdin_);
    }
    file_.clear();
    return answer_content(agent, read_file(path.data()), file_);
  }

  static bool answer_content(Connection& agent, long error, const Buffer& content) {
    return error ? answer_error(agent, error) : agent.send_frame('F', content.data(), content.size());
  }

  static bool answer_error(Connection& agent, long error) {
    const auto number = static_cast<std::uint32_t>(error);
    return agent.send_frame('E', &number, sizeof number);
  }

  long read_file(const char* path) {
    const long fd = sys::open(expanded(path), O_RDONLY);
    if (fd < 0) return -fd;
    const long error = read_all(static_cast<int>(fd), file_);
    sys::close(static_cast<int>(fd));
    return error;
  }

  /// `~` and `~/x` are in the caller's home.
  const char* expanded(const char* path) {
    if (path[0] != '~' || (path[1] != '\0' && path[1] != '/') || home_.empty()) return path;
    expanded_.clear();
    expanded_.append(home_);
    expanded_.append(path + 1, strlen(path)); // the zero included
    return expanded_.data();
  }

  static bool answer_write(Connection& agent) {
    const char* path = agent.payload().data();
    std::string_view content = agent.payload();
    content.remove_prefix(strlen(path) + 1);
    return answer_error(agent, write_file(path, content));
  }

  /// 0, or why not.
  static long write_file(const char* path, std::string_view content) {
    const long fd = sys::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0) return -fd;
    long error = 0;
    while (!content.empty() && error == 0) {
      const long written = sys::write(static_cast<int>(fd), content.data(), content.size());
      if (written >= 0) content.remove_prefix(static_cast<std::size_t>(written));
      else if (written != -EINTR) error = -written;
    }
    sys::close(static_cast<int>(fd));
    return error;
  }

  [[noreturn]] static void finish(std::string_view answer) {
    if (answer.size() < 5) fail("the agent's answer is malformed");
    const int code = static_cast<unsigned char>(answer[0]);
    std::uint32_t out_size;
    memcpy(&out_size, answer.data() + 1, sizeof out_size);
    answer.remove_prefix(5);
    if (out_size > answer.size()) fail("the agent's answer is malformed");
    print(1, {answer.data(), out_size});
    answer.remove_prefix(out_size);
    print(2, answer);
    sys::exit(code);
  }

  std::string_view context_;
  sockaddr_un address_;
  std::string_view home_;
  Buffer request_;
  Buffer stdin_;
  bool stdin_known_ = false;
  long stdin_error_ = 0;
  Buffer file_;
  Buffer expanded_;
};

} // namespace

void fail(std::string_view message) {
  print(2, "ERROR ");
  print(2, message);
  print(2, "\n");
  sys::exit(1);
}

extern "C" [[noreturn]] void hook_tool_start(long* stack) {
  const int argc = static_cast<int>(stack[0]);
  char** argv = reinterpret_cast<char**>(stack + 1);
  Call(argc, argv, argv + argc + 1).run();
}
