// B4: what one hook-tool call costs, from starting the program to its end, beside two clients that do no more
// than the same exchange with an echo server. All take turns, so that a busy machine slows all alike.
// Table on stderr, JSON on stdout. Usage: hook_tool_bench [calls]. Budget: DESIGN section 8.
#include "agent/hook_tool_server.h"
#include "base/process.h"
#include "base/program_path.h"
#include "base/unix_socket.h"
#include "bench/echo_server.h"
#include "hook_tools/tools.h"
#include "support/fake_hook_context.h"
#include "support/temporary_folder.h"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <map>
#include <thread>

using namespace periapt;
using Clock = std::chrono::steady_clock;

namespace {

constexpr double budget = 2.0; // times the bare client, at the median
constexpr int default_calls = 200; // of each
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

/// How charms call them; the others without arguments. Their answer may be a refusal: it takes as long.
const std::map<std::string_view, std::vector<std::string>> usual_arguments = {
    {"action-set", {"done=yes"}},
    {"application-version-set", {"1.0"}},
    {"close-port", {"80/tcp"}},
    {"config-get", {"--format=json"}},
    {"juju-log", {"-l", "INFO", "said"}},
    {"leader-set", {"key=value"}},
    {"network-get", {"db", "--format=json"}},
    {"open-port", {"80/tcp"}},
    {"relation-get", {"host"}},
    {"relation-ids", {"db"}},
    {"relation-list", {"--format=json"}},
    {"relation-set", {"host=10.0.0.1"}},
    {"secret-add", {"password=secret"}},
    {"state-get", {"key"}},
    {"state-set", {"key=value"}},
    {"status-set", {"active", "ready"}},
    {"unit-get", {"private-address"}},
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
  if (process.wait().signal != 0) throw std::runtime_error(spec.program.string() + " was killed");
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

void measure(std::vector<Contender>& contenders, int calls) {
  for (int i = -warm_up_calls; i < calls; ++i)
    for (auto& contender : contenders)
      if (const double time_us = call_us(contender.spec); i >= 0) contender.times_us.push_back(time_us);
  for (auto& contender : contenders) std::sort(contender.times_us.begin(), contender.times_us.end());
}

Contender contender_of(std::string_view tool, const std::string& socket) {
  const auto usual = usual_arguments.find(tool);
  ProcessSpec spec{.program = find_program("hook-tool"),
                   .argv = {std::string(tool)},
                   .environment = {"JUJU_CONTEXT_ID=bench", "JUJU_AGENT_SOCKET_ADDRESS=" + socket}};
  if (usual != usual_arguments.end()) spec.argv.insert(spec.argv.end(), usual->second.begin(), usual->second.end());
  return {std::string(tool), std::move(spec), {}};
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
  double ratio = 0; // of the slowest tool
  for (const auto& contender : contenders)
    if (contender.spec.program.filename() == "hook-tool") ratio = std::max(ratio, contender.percentile(0.5) / floor_us);
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
      {"bare echo client", {.program = find_program("echo_client_bare"), .argv = {"echo", echo_path, "hello"}}, {}},
      {"static glibc client", {.program = find_program("echo_client_static"), .argv = {"echo", echo_path, "hello"}}, {}},
  };
  for (const auto tool : hook_tools::tool_names()) contenders.push_back(contender_of(tool, folder / "agent"));
  measure(contenders, calls);
  const double floor_us = contenders[0].percentile(0.5);
  print_table(contenders, floor_us);
  print_json(contenders, floor_us, calls);
}
