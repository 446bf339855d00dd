// B4: what one hook-tool call costs, from starting the program to its end, beside two clients that do no more
// than the same exchange with an echo server. The three take turns, so that a busy machine slows all alike.
// Table on stderr, JSON on stdout. Usage: hook_tool_bench [calls]. Budget: DESIGN section 8.
#include "agent/hook_tool_server.h"
#include "base/process.h"
#include "base/program_path.h"
#include "base/unix_socket.h"
#include "bench/echo_server.h"
#include "support/fake_hook_context.h"
#include "support/temporary_folder.h"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <thread>

using namespace periapt;
using Clock = std::chrono::steady_clock;

namespace {

constexpr double budget = 2.0; // times the bare client, at the median
constexpr int default_calls = 2000;
constexpr int warm_up_calls = 50;

/// The real server with a context in memory.
class ToolServer {
public:
  explicit ToolServer(const std::filesystem::path& path) : server_(io_, listen_unix(path).release()) {
    server_.begin_hook("bench", context_);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~ToolServer() {
    io_.stop();
    thread_.join();
  }

private:
  boost::asio::io_context io_{1};
  test::FakeHookContext context_;
  agent::HookToolServer server_;
  std::thread thread_;
};

struct Contender {
  std::string name;
  ProcessSpec spec;
  std::vector<double> times_us;

  double percentile(double share) const {
    return times_us[static_cast<std::size_t>(share * static_cast<double>(times_us.size() - 1))];
  }
};

double call_us(const ProcessSpec& spec) {
  const auto start = Clock::now();
  auto process = spawn(spec);
  if (!process.wait().success()) throw std::runtime_error(spec.program.string() + " failed");
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

void measure(std::vector<Contender>& contenders, int calls) {
  for (int i = -warm_up_calls; i < calls; ++i)
    for (auto& contender : contenders)
      if (const double time_us = call_us(contender.spec); i >= 0) contender.times_us.push_back(time_us);
  for (auto& contender : contenders) std::sort(contender.times_us.begin(), contender.times_us.end());
}

void print_table(const std::vector<Contender>& contenders, double floor_us) {
  fmt::print(stderr, "{:<22}{:>10}{:>10}{:>10}{:>10}\n", "one call", "min us", "p50 us", "p99 us", "ratio");
  for (const auto& contender : contenders)
    fmt::print(stderr, "{:<22}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.2f}\n", contender.name, contender.percentile(0),
               contender.percentile(0.5), contender.percentile(0.99), contender.percentile(0.5) / floor_us);
}

void print_json(const std::vector<Contender>& contenders, double floor_us, int calls) {
  std::string list;
  for (const auto& contender : contenders)
    list += fmt::format("{}\"{}\":{{\"min-us\":{:.1f},\"p50-us\":{:.1f},\"p99-us\":{:.1f},\"ratio\":{:.3f}}}",
                        list.empty() ? "" : ",", contender.name, contender.percentile(0), contender.percentile(0.5),
                        contender.percentile(0.99), contender.percentile(0.5) / floor_us);
  const double ratio = contenders[0].percentile(0.5) / floor_us;
  fmt::print("{{\"benchmark\":\"B4 hook-tool call\",\"calls\":{},\"clients\":{{{}}},\"budget\":{:.1f},"
             "\"ratio\":{:.3f},\"within-budget\":{}}}\n",
             calls, list, budget, ratio, ratio <= budget);
}

} // namespace

int main(int argc, char** argv) {
  const int calls = argc > 1 ? std::atoi(argv[1]) : default_calls;
  const test::TemporaryFolder folder;
  const test::EchoServer echo_server(folder / "echo");
  const ToolServer tool_server(folder / "agent");
  const std::string echo_path = folder / "echo";
  std::vector<Contender> contenders{
      {"hook-tool",
       {.program = find_program("hook-tool"),
        .argv = {"relation-get", "host"},
        .environment = {"JUJU_CONTEXT_ID=bench", "JUJU_AGENT_SOCKET_ADDRESS=" + (folder / "agent").string()}},
       {}},
      {"bare echo client", {.program = find_program("echo_client_bare"), .argv = {"echo", echo_path, "hello"}}, {}},
      {"static glibc client", {.program = find_program("echo_client_static"), .argv = {"echo", echo_path, "hello"}}, {}},
  };
  measure(contenders, calls);
  const double floor_us = contenders[1].percentile(0.5);
  print_table(contenders, floor_us);
  print_json(contenders, floor_us, calls);
}
