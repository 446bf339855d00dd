// The server and the real hook-tool program, over a real socket.
#include "agent/hook_tool_server.h"

#include "agent/tool_frames.h"
#include "base/process.h"
#include "base/program_path.h"
#include "base/unix_socket.h"
#include "support/fake_hook_context.h"
#include "support/temporary_folder.h"
#include "support/tool_call.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

using namespace periapt;
using namespace std::chrono_literals;
using agent::HookToolServer;

namespace {

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

std::string with_context(const std::string& id) { return "JUJU_CONTEXT_ID=" + id; }

/// A unit's socket and folder; the server can be started and stopped like an agent.
class Unit {
public:
  Unit() : listener_(listen_unix(folder_ / "agent.socket")) {
    write_file_atomically(folder_ / "nothing", "");
    start_server();
    server_->begin_hook("web/0-hook-1", context);
  }

  void start_server() { server_ = std::make_unique<HookToolServer>(io_, ::dup(listener_.get())); }
  void stop_server() { server_.reset(); }
  HookToolServer& server() { return *server_; }
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& content) { write_file_atomically(path(name), content); }

  /// A running tool whose output goes to files.
  class Running {
  public:
    Running(Unit& unit, const std::string& line, const std::filesystem::path& input, const std::string& context_id)
        : unit_(unit), number_(++unit.calls_), process_(start(line, input, context_id)) {}

    /// Serves until the tool has ended.
    Outcome outcome() {
      unit_.run_until([this] { return ended(); });
      const auto status = process_.wait();
      CHECK(status.signal == 0);
      return {status.code, read_file(output("out")), read_file(output("err"))};
    }
    bool ended() const { return wait_pidfd(process_.pidfd(), 0ms); }

  private:
    std::filesystem::path output(const std::string& kind) const { return unit_.path(kind + std::to_string(number_)); }

    Process start(const std::string& line, const std::filesystem::path& input, const std::string& context_id) {
      const UniqueFd in(::open(input.c_str(), O_RDONLY | O_CLOEXEC));
      const UniqueFd out(::open(output("out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
      const UniqueFd err(::open(output("err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
      return spawn({.program = find_program("hook-tool"),
                    .argv = test::shell_words("/tools/" + line),
                    .environment = {with_context(context_id), "HOME=" + unit_.path("").string(),
                                    "JUJU_AGENT_SOCKET_ADDRESS=" + socket_path(unit_.path("agent.socket")).string()},
                    .cwd = unit_.path(""),
                    .fds = {{0, in.get()}, {1, out.get()}, {2, err.get()}}});
    }

    Unit& unit_;
    int number_;
    Process process_;
  };

  Running start(const std::string& line, const std::string& input = "nothing",
                const std::string& context_id = "web/0-hook-1") {
    return Running(*this, line, path(input), context_id);
  }

  Outcome call(const std::string& line, const std::string& input = "nothing",
               const std::string& context_id = "web/0-hook-1") {
    return start(line, input, context_id).outcome();
  }

  template <class Condition>
  void run_until(Condition condition) {
    const auto limit = std::chrono::steady_clock::now() + 20s;
    while (!condition()) {
      REQUIRE(std::chrono::steady_clock::now() < limit);
      io_.restart();
      io_.run_one_for(2ms);
    }
  }

  test::FakeHookContext context;

private:
  test::TemporaryFolder folder_;
  boost::asio::io_context io_{1};
  UniqueFd listener_; // as the supervisor holds it
  std::unique_ptr<HookToolServer> server_;
  int calls_ = 0;
};

/// The test's own end of a conversation, byte by byte.
class RawClient {
public:
  explicit RawClient(UniqueFd fd) : fd_(std::move(fd)) {}

  void send(std::string_view bytes) { REQUIRE(::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<long>(bytes.size())); }
  std::string receive(std::size_t size) {
    std::string bytes(size, '\0');
    bytes.resize(static_cast<std::size_t>(std::max(0L, ::recv(fd_.get(), bytes.data(), size, MSG_WAITALL))));
    return bytes;
  }
  /// Kind and payload of one frame.
  std::pair<char, std::string> receive_frame() {
    std::array<char, agent::frame_header_bytes> header{};
    const auto bytes = receive(header.size());
    std::copy(bytes.begin(), bytes.end(), header.begin());
    const auto parsed = agent::parse_frame_header(header);
    return {parsed.kind, receive(parsed.length)};
  }
  bool readable() const {
    char byte;
    return ::recv(fd_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
  }

private:
  UniqueFd fd_;
};

std::string call_payload(const std::string& id, const std::vector<std::string>& texts) {
  std::string payload = id;
  for (const auto& text : texts) payload.append(text).append(1, '\0');
  return payload;
}

/// Sends one frame to the unit's server and gives its answer.
std::string raw_answer(Unit& unit, const std::string& frame) {
  RawClient client(connect_unix(unit.path("agent.socket")));
  client.send(frame);
  unit.run_until([&] { return client.readable(); });
  return client.receive_frame().second;
}

} // namespace

TEST_CASE("a tool prints its answer and exits as told", "[agent]") {
  Unit unit;
  const auto good = unit.call("relation-get --format json host");
  CHECK(good.exit_code == 0);
  CHECK(good.out == "\"10.1.1.5\"\n");
  CHECK(good.err.empty());
  const auto bad = unit.call("relation-get -r 99");
  CHECK(bad.exit_code == 2);
  CHECK(bad.out.empty());
  CHECK(bad.err == "ERROR invalid value \"99\" for option -r: relation not found\n");
  CHECK(unit.call("no-such-tool").err == "ERROR bad request: unknown command: no-such-tool\n");
}

TEST_CASE("a tool outside its own hook is refused", "[agent]") {
  Unit unit;
  const auto stale = unit.call("status-set active", "nothing", "web/0-hook-0");
  CHECK(stale.exit_code == 1);
  CHECK(stale.err == "ERROR bad request: wrong context ID; got \"web/0-hook-0\"\n");
  unit.server().end_hook();
  CHECK(unit.call("status-set active").err == "ERROR bad request: wrong context ID; got \"web/0-hook-1\"\n");
}

TEST_CASE("a tool without its environment says what is missing", "[agent]") {
  struct Row {
    std::vector<std::string> environment;
    const char* err;
  };
  const auto row = GENERATE(values<Row>({
      {{}, "ERROR JUJU_CONTEXT_ID not set\n"},
      {{"JUJU_CONTEXT_ID="}, "ERROR JUJU_CONTEXT_ID not set\n"},
      {{"JUJU_CONTEXT_ID=x", "JUJU_CONTEXT_IDS=y"}, "ERROR JUJU_AGENT_SOCKET_ADDRESS not set\n"},
  }));
  const test::TemporaryFolder folder;
  const UniqueFd err(::open((folder / "err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  auto process = spawn({.program = find_program("hook-tool"),
                        .argv = {"is-leader"},
                        .environment = row.environment,
                        .fds = {{2, err.get()}}});
  CHECK(process.wait() == ExitStatus{.code = 1});
  CHECK(read_file(folder / "err") == row.err);
}

TEST_CASE("files are read where the hook is, as the hook names them", "[agent]") {
  Unit unit;
  unit.write("settings.yaml", "{a: b}");
  struct Row {
    const char* line;
    const char* input;
  };
  const auto row = GENERATE(values<Row>({
      {"relation-set --file settings.yaml", "nothing"},
      {"relation-set --file ./settings.yaml", "nothing"},
      {"relation-set --file ~/settings.yaml", "nothing"},
      {"relation-set --file -", "settings.yaml"},
  }));
  const auto outcome = unit.call(row.line, row.input);
  CHECK(outcome.err.empty());
  CHECK(unit.context.unit_bags[{1, "web/0"}] == Bag{{"a", "b"}});
}

TEST_CASE("a file that cannot be opened is named with the reason", "[agent]") {
  Unit unit;
  const auto missing = unit.call("relation-set --file missing");
  CHECK(missing.exit_code == 1);
  CHECK(missing.err == "ERROR open missing: no such file or directory\n");
  const auto folder = unit.call("relation-set --file .");
  CHECK(folder.err == "ERROR open .: is a directory\n");
  const auto unwritable = unit.call("relation-get -o no/such/folder");
  CHECK(unwritable.exit_code == 1);
  CHECK(unwritable.err == "ERROR open no/such/folder: no such file or directory\n");
}

TEST_CASE("whatever a hook names as a file, only the call that names it is held up", "[agent]") {
  Unit unit;
  std::filesystem::create_directory(unit.path("folder"));
  REQUIRE(::mkfifo(unit.path("pipe").c_str(), 0600) == 0);
  std::filesystem::create_symlink("loop", unit.path("loop"));
  CHECK(unit.call("relation-set --file folder").err == "ERROR open folder: is a directory\n");
  CHECK(unit.call("relation-set --file loop").err == "ERROR open loop: too many levels of symbolic links\n");
  CHECK(unit.call("relation-set --file /dev/zero").err == "ERROR open /dev/zero: file too large\n");
  CHECK(unit.call("is-leader -o folder").err == "ERROR open folder: is a directory\n");
  CHECK(unit.context.unit_bags[{1, "web/0"}].empty());

  auto waiting = unit.start("relation-set --file pipe"); // nobody writes into it yet
  CHECK(unit.call("is-leader").out == "False\n");
  CHECK_FALSE(waiting.ended());
  std::ofstream(unit.path("pipe")) << "{a: b}";
  CHECK(waiting.outcome().exit_code == 0);
  CHECK(unit.context.unit_bags[{1, "web/0"}] == Bag{{"a", "b"}});
}

TEST_CASE("with -o the answer lands in the hook's folder, truncated, and nowhere else", "[agent]") {
  Unit unit;
  unit.write("answer", "something longer that was there before");
  const auto outcome = unit.call("relation-get -o answer host");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.empty());
  CHECK(read_file(unit.path("answer")) == "10.1.1.5\n");
  CHECK(unit.call("relation-get -o nothing-to-say nokey").exit_code == 0);
  CHECK(read_file(unit.path("nothing-to-say")).empty());
}

TEST_CASE("a value of 4 MiB goes in and comes out", "[agent]") {
  Unit unit;
  const std::string value(4 << 20, 'x');
  unit.write("big.json", "{\"big\":\"" + value + "\"}");
  const auto set = unit.call("relation-set --file big.json");
  CHECK(set.err.empty());
  CHECK(unit.context.unit_bags[{1, "web/0"}]["big"] == value);
  const auto got = unit.call("relation-get big web/0");
  CHECK(got.out == value + "\n");
}

TEST_CASE("one tool may be piped into another", "[agent]") {
  Unit unit;
  REQUIRE(::mkfifo(unit.path("pipe").c_str(), 0600) == 0);
  auto reader = unit.start("relation-set --file pipe");
  const auto writer = unit.call("relation-get --format json - pg/0 -o copy");
  CHECK(writer.exit_code == 0);
  CHECK_FALSE(reader.ended());
  UniqueFd end; // can be opened once the reader waits at the other
  unit.run_until([&] {
    end = UniqueFd(::open(unit.path("pipe").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    return end.get() >= 0;
  });
  write_all(end.get(), read_file(unit.path("copy")));
  end.reset();
  CHECK(reader.outcome().exit_code == 0);
  CHECK(unit.context.unit_bags[{1, "web/0"}] == unit.context.unit_bags[{1, "pg/0"}]);
}

TEST_CASE("a call that waits for the controller does not hold up another", "[agent]") {
  Unit unit;
  unit.context.slow = true;
  unit.context.goal.units = {{"web/0", "active", 0}};
  auto waiting = unit.start("goal-state --format json");
  unit.run_until([&] { return unit.context.waiting.size() == 1; });
  CHECK(unit.call("is-leader").out == "False\n");
  CHECK_FALSE(waiting.ended());
  unit.context.waiting[0].second();
  CHECK(waiting.outcome().out == "{\"units\":{\"web/0\":{\"status\":\"active\"}},\"relations\":{}}\n");
}

TEST_CASE("a hook that ends answers its waiting calls as stale", "[agent]") {
  Unit unit;
  unit.context.slow = true;
  auto waiting = unit.start("goal-state");
  unit.run_until([&] { return unit.context.waiting.size() == 1; });
  unit.server().end_hook();
  CHECK(waiting.outcome().err == "ERROR bad request: wrong context ID; got \"web/0-hook-1\"\n");
  unit.context.waiting[0].second(); // too late, and harmless
}

TEST_CASE("an agent's restart inside a call is a pause", "[agent]") {
  Unit unit;
  unit.context.slow = true;
  auto call = unit.start("goal-state --format json");
  unit.run_until([&] { return unit.context.waiting.size() == 1; });
  unit.stop_server();
  unit.context.slow = false;
  std::this_thread::sleep_for(20ms); // the tool finds nobody and tries again
  CHECK_FALSE(call.ended());
  unit.start_server();
  unit.server().begin_hook("web/0-hook-1", unit.context);
  CHECK(call.outcome().exit_code == 0);
}

TEST_CASE("a call sent again is answered again and done once", "[agent]") {
  Unit unit;
  const std::string id = "0123456789abcdef";
  const auto call = agent::encode_frame('Q', call_payload(id, {"web/0-hook-1", "juju-log", "once"}));
  const auto first = raw_answer(unit, call);
  CHECK(raw_answer(unit, call) == first);
  CHECK(unit.context.log_lines.size() == 1);
  CHECK(raw_answer(unit, agent::encode_frame('Q', call_payload("fedcba9876543210", {"web/0-hook-1", "juju-log", "two"}))) ==
        first);
  CHECK(unit.context.log_lines.size() == 2);
}

TEST_CASE("what is no call is refused, and the next one served", "[agent]") {
  Unit unit;
  struct Row {
    std::string frame;
    const char* error;
  };
  const auto row = GENERATE(values<Row>({
      {agent::encode_frame('Q', "short"), "bad request: malformed call"},
      {agent::encode_frame('Q', "0123456789abcdefno-zero"), "bad request: malformed call"},
      {agent::encode_frame('Q', call_payload("0123456789abcdef", {"only a context"})), "bad request: malformed call"},
      {agent::encode_frame('F', "x"), "bad request: not a call"},
      {std::string("\xff\xff\xff\x7fQ", 5), "bad request: 2147483647 bytes are more than 8388608"},
  }));
  CHECK(raw_answer(unit, row.frame) == agent::exit_payload(1, "", std::string("ERROR ") + row.error + "\n"));
  CHECK(unit.call("is-leader").exit_code == 0);
}

TEST_CASE("a client that goes away in the middle disturbs nobody", "[agent]") {
  Unit unit;
  { RawClient silent(connect_unix(unit.path("agent.socket"))); }
  {
    RawClient half(connect_unix(unit.path("agent.socket")));
    half.send(std::string("\x40\0\0\0Qabc", 8));
  }
  RawClient idle(connect_unix(unit.path("agent.socket")));
  CHECK(unit.call("is-leader").exit_code == 0);
}

TEST_CASE("a thousand calls are a thousand answers", "[agent]") {
  Unit unit;
  for (int i = 0; i < 1000; ++i) REQUIRE(unit.call("relation-set n=" + std::to_string(i)).exit_code == 0);
  CHECK(unit.context.unit_bags[{1, "web/0"}] == Bag{{"n", "999"}});
}

// --- the program alone, against an agent played by the test ------------------------------------

namespace {

/// Starts the tool against a socket on which the test answers.
class PlayedAgent {
public:
  PlayedAgent() : input_(folder_ / "input") { write_file_atomically(input_, "{a: b}"); }

  void listen() {
    listener_ = listen_unix(folder_ / "socket");
    ::fcntl(listener_.get(), F_SETFL, 0); // the test waits in accept
  }
  RawClient accept() { return RawClient(UniqueFd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC))); }
  void close() { listener_.reset(); }

  Process start(const std::vector<std::string>& argv) {
    const UniqueFd in(::open(input_.c_str(), O_RDONLY | O_CLOEXEC));
    return spawn({.program = find_program("hook-tool"),
                  .argv = argv,
                  .environment = {with_context("x"), "JUJU_AGENT_SOCKET_ADDRESS=unix:" + (folder_ / "socket").string()},
                  .fds = {{0, in.get()}}});
  }

private:
  test::TemporaryFolder folder_;
  std::filesystem::path input_;
  UniqueFd listener_;
};

const std::string exit_seven = agent::encode_frame('X', agent::exit_payload(7, "", ""));

} // namespace

TEST_CASE("after a broken answer the tool sends the same call again, standard input included", "[agent]") {
  PlayedAgent agent;
  agent.listen();
  auto tool = agent.start({"/some/where/relation-set", "--file", "-"});
  const auto read_stdin = agent::encode_frame('R', "-");
  std::pair<char, std::string> first_call;
  {
    auto client = agent.accept();
    first_call = client.receive_frame();
    client.send(read_stdin);
    CHECK(client.receive_frame() == std::pair('F', std::string("{a: b}")));
    client.send(std::string("\x09\0\0\0X\0", 6)); // and it dies in the middle of its answer
  }
  auto client = agent.accept();
  CHECK(client.receive_frame() == first_call);
  client.send(read_stdin);
  CHECK(client.receive_frame() == std::pair('F', std::string("{a: b}")));
  client.send(exit_seven);
  CHECK(tool.wait() == ExitStatus{.code = 7});
  const auto call = agent::parse_tool_call(first_call.second);
  CHECK(call.context_id == "x");
  CHECK(call.tool == "relation-set");
  CHECK(call.arguments == std::vector<std::string>{"--file", "-"});
}

TEST_CASE("the tool waits for a socket that is not there yet", "[agent]") {
  PlayedAgent agent;
  auto tool = agent.start({"is-leader"});
  CHECK_FALSE(tool.wait_for(30ms));
  agent.listen();
  auto client = agent.accept();
  client.receive_frame();
  client.send(exit_seven);
  CHECK(tool.wait() == ExitStatus{.code = 7});
}

TEST_CASE("every call has an id of its own", "[agent]") {
  PlayedAgent agent;
  agent.listen();
  std::vector<std::string> ids;
  for (int i = 0; i < 2; ++i) {
    auto tool = agent.start({"is-leader"});
    auto client = agent.accept();
    ids.push_back(agent::parse_tool_call(client.receive_frame().second).id);
    client.send(exit_seven);
    tool.wait();
  }
  CHECK(ids[0] != ids[1]);
}

TEST_CASE("standard input is left alone unless it is asked for", "[agent]") {
  PlayedAgent agent;
  agent.listen();
  auto tool = agent.start({"is-leader"});
  auto client = agent.accept();
  client.receive_frame();
  client.send(exit_seven);
  CHECK(tool.wait() == ExitStatus{.code = 7});
}
