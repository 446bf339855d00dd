// Real processes: a supervisor, an agent that can be killed, shell scripts as hooks.
#include "base/process_sweep.h"
#include "base/process_table.h"
#include "support/supervised_machine.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

#include <sched.h>
#include <sys/mount.h>

#include <algorithm>
#include <chrono>

using namespace periapt;
using namespace periapt::agent;
using namespace periapt::test;
namespace fs = std::filesystem;

namespace {

std::optional<LogLine> find_line(const SupervisedMachine& machine, const std::string& message) {
  const auto lines = machine.log_lines();
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const LogLine& line) { return line.message == message; });
  return found == lines.end() ? std::nullopt : std::optional(*found);
}

pid_t pid_in(const fs::path& file) {
  REQUIRE(eventually([&] { return read_file_if_exists(file).value_or("").find('\n') != std::string::npos; }));
  return std::stoi(read_file(file));
}

bool alive(pid_t pid) {
  const auto entry = find_process(pid);
  return entry && entry->state != 'Z';
}

/// Whether this user, in this place, can have a mount namespace at all.
bool may_mount() {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 &&
                        ::mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) == 0 ? 0 : 1);
  return Process(pid, {}).wait().success();
}

} // namespace

TEST_CASE(hand_over_case, "[.]") { hand_over_socket(); }

TEST_CASE("a hook's exit code and killing signal reach the agent", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  life.start("good", "exit 0");
  life.start("bad", "exit 3");
  life.start("killed", "kill -TERM $$");
  CHECK(life.wait_for_exit("good").status.success());
  CHECK(life.wait_for_exit("bad").status == ExitStatus{.code = 3});
  CHECK(life.wait_for_exit("killed").status == ExitStatus{.signal = SIGTERM});
}

#ifndef __SANITIZE_THREAD__ // which makes a vfork a fork: its child cannot tell us why it did not start
TEST_CASE("a hook that cannot be started ends with the reason", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  life.client().start_hook({.id = "none", .unit = "x/0", .hook = "install", .program = "/no/such", .argv = {"x"}, .cwd = "/"});
  CHECK(life.wait_for_exit("none").start_error == "no such file or directory");
  life.client().start_hook({.id = "folder", .unit = "x/0", .hook = "install", .program = "/usr", .argv = {"x"}, .cwd = "/"});
  CHECK(life.wait_for_exit("folder").start_error == "permission denied");
}
#endif

TEST_CASE("a hook sees exactly its environment, its folder, and an empty stdin", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  life.client().start_hook({.id = "env", .unit = "x/0", .hook = "install", .program = "/usr/bin/env", .argv = {"env"},
                            .environment = {"ONE=1", "EMPTY="}, .cwd = "/"});
  life.wait_for_exit("env");
  std::vector<std::string> seen;
  for (const LogLine& line : machine.log_lines()) {
    if (line.module == "unit.x/0.install") seen.push_back(line.message);
  }
  CHECK(seen == std::vector<std::string>{"ONE=1", "EMPTY="});
  const std::string folder = machine.layout().root.string();
  life.client().start_hook({.id = "cwd", .unit = "x/0", .hook = "start", .program = "/bin/sh",
                            .argv = {"sh", "-c", "pwd -P; cat; ls /proc/self/fd | tr '\\n' ' '"}, .environment = {"PATH=/usr/bin:/bin"}, .cwd = folder});
  CHECK(life.wait_for_exit("cwd").status.success());
  CHECK(find_line(machine, fs::canonical(folder).string()));
  CHECK(find_line(machine, "0 1 2 3 ")); // 3 is ls's own
}

TEST_CASE("stdout is logged at DEBUG and stderr at WARNING, line by line, the last one too", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  life.start("talk", "echo one; echo two >&2; printf three");
  life.wait_for_exit("talk");
  const auto one = find_line(machine, "one");
  REQUIRE(one);
  CHECK(one->level == LogLevel::debug);
  CHECK(one->entity == "unit-x-0");
  CHECK(one->module == "unit.x/0.install");
  REQUIRE(find_line(machine, "two"));
  CHECK(find_line(machine, "two")->level == LogLevel::warning);
  CHECK(find_line(machine, "three"));
}

TEST_CASE("the end of a hook that left nothing behind is told without waiting for the drain", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  auto fastest = std::chrono::steady_clock::duration::max();
  for (const std::string id : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
    const auto start = std::chrono::steady_clock::now();
    life.start(id, ":");
    life.wait_for_exit(id);
    fastest = std::min(fastest, std::chrono::steady_clock::now() - start);
  }
  CHECK(fastest < std::chrono::milliseconds(80)); // the drain is 100; one quiet moment on a busy host is enough
}

TEST_CASE("a background child that holds the pipe does not keep a hook from ending", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  const auto start = std::chrono::steady_clock::now();
  life.start("daemon", "echo said; /bin/sleep 1000 & exit 0");
  CHECK(life.wait_for_exit("daemon").status.success());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  CHECK(find_line(machine, "said"));
}

TEST_CASE("a hook that prints 100 MB ends, fills no disk, and the log says how much was dropped", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  life.start("loud", "yes " + std::string(99, 'x') + " | head -c 100000000", {"PATH=/usr/bin:/bin"});
  CHECK(life.wait_for_exit("loud").status.success());
  std::uintmax_t size = 0;
  for (const auto& item : fs::directory_iterator(machine.layout().log())) size += fs::file_size(item);
  CHECK(size < 33 << 20);
  const auto lines = machine.log_lines();
  const auto dropped = std::count_if(lines.begin(), lines.end(), [](const LogLine& line) {
    return line.message.rfind("Dropped 9", 0) == 0 && line.level == LogLevel::warning;
  });
  CHECK(dropped == 1);
}

TEST_CASE("a line without end is cut, not collected", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  life.start("long", "head -c 200000 /dev/zero | tr '\\0' 'x'", {"PATH=/usr/bin:/bin"});
  life.wait_for_exit("long");
  std::size_t total = 0;
  for (const LogLine& line : machine.log_lines()) {
    if (line.module != "unit.x/0.install") continue;
    CHECK(line.message.size() <= 64 << 10);
    total += line.message.size();
  }
  CHECK(total == 200'000);
}

TEST_CASE("a hook that ended while no agent ran is told to the next one, until it is acknowledged", "[agent][supervisor]") {
  SupervisedMachine machine;
  std::string boot_id;
  {
    AgentLife life(machine);
    boot_id = life.client().boot_id();
    life.start("a", "exit 5");
    life.start("running", "exec /bin/sleep 1000");
    life.wait_for_exit("a");
    machine.kill_agent();
  }
  {
    AgentLife life(machine);
    CHECK(life.client().boot_id() == boot_id);
    const auto& hooks = life.client().hooks();
    REQUIRE(hooks.size() == 2);
    CHECK(hooks[0].id == "a");
    REQUIRE(hooks[0].exit);
    CHECK(hooks[0].exit->status == ExitStatus{.code = 5});
    CHECK(hooks[0].unit == "x/0");
    CHECK(hooks[1].id == "running");
    CHECK_FALSE(hooks[1].exit);
    life.client().acknowledge("a");
    life.client().kill_hook("running");
    CHECK(life.wait_for_exit("running").status == ExitStatus{.signal = SIGKILL});
    life.client().acknowledge("running");
    life.start("marker", "exit 0"); // messages are handled in order: acknowledged by then
    life.wait_for_exit("marker");
    machine.kill_agent();
  }
  AgentLife life(machine);
  REQUIRE(life.client().hooks().size() == 1);
  CHECK(life.client().hooks()[0].id == "marker");
}

TEST_CASE("a hook that is running when the agent is killed goes on and ends with the next one", "[agent][supervisor]") {
  SupervisedMachine machine;
  const fs::path gate = machine.layout().root / "gate";
  {
    AgentLife life(machine);
    life.start("adopted", "until test -e '" + gate.string() + "'; do /bin/sleep 0.01; done; exit 4");
    life.start("marker", "exit 0");
    life.wait_for_exit("marker");
    machine.kill_agent();
  }
  AgentLife life(machine);
  CHECK_FALSE(life.heard_of("adopted"));
  write_file_atomically(gate, "");
  CHECK(life.wait_for_exit("adopted").status == ExitStatus{.code = 4});
  REQUIRE(life.client().hooks().front().exit); // whoever adopts it only now learns of its end too
  CHECK(life.client().hooks().front().exit->status == ExitStatus{.code = 4});
}

TEST_CASE("a hook is not started again under the id it has", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  const fs::path file = machine.layout().root / "ran";
  life.start("once", "echo ran >> '" + file.string() + "'");
  life.wait_for_exit("once");
  life.start("once", "echo ran >> '" + file.string() + "'");
  life.start("marker", "exit 0");
  life.wait_for_exit("marker");
  CHECK(read_file(file) == "ran\n");
}

TEST_CASE("killing a hook kills its whole process group", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  const fs::path file = machine.layout().root / "pid";
  life.start("group", "/bin/sleep 1000 & echo $! > '" + file.string() + "'; wait");
  const pid_t background = pid_in(file);
  life.client().kill_hook("group");
  CHECK(life.wait_for_exit("group").status == ExitStatus{.signal = SIGKILL});
  CHECK(eventually([&] { return !alive(background); }));
}

TEST_CASE("a unit's socket outlives the agent, and calls wait in it", "[agent][supervisor]") {
  SupervisedMachine machine;
  const auto socket_of = [](AgentLife& life, const std::string& tag) {
    UniqueFd socket;
    bool done = false;
    const auto ask = [&]() -> boost::asio::awaitable<void> {
      socket = co_await life.client().listening_socket(tag);
      done = true;
    };
    boost::asio::co_spawn(life.io(), ask(), boost::asio::detached);
    CHECK(life.run_until([&] { return done; }));
    return socket;
  };
  {
    AgentLife life(machine);
    CHECK(socket_of(life, "unit-x-0"));
    machine.kill_agent();
  }
  const UniqueFd caller = connect_unix(machine.layout().agent_socket("unit-x-0")); // nobody accepts yet
  AgentLife life(machine);
  const UniqueFd listener = socket_of(life, "unit-x-0");
  const UniqueFd accepted(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  CHECK(accepted);
  life.client().drop_listening_socket("unit-x-0");
  CHECK(eventually([&] { return !fs::exists(machine.layout().agent_socket("unit-x-0")); }));
}

TEST_CASE("a daemon that a hook left behind dies when the machine is removed", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  const fs::path file = machine.layout().root / "pid";
  life.start("daemonise", "(setsid /bin/sh -c 'trap \"\" TERM; echo $$ > \"" + file.string() +
                              "\"; while :; do /bin/sleep 1; done' &) &", {"PATH=/usr/bin:/bin"});
  life.wait_for_exit("daemonise");
  const pid_t daemon = pid_in(file);
  CHECK(alive(daemon));
  CHECK(machine.end_supervisor(SIGTERM).success());
  CHECK_FALSE(alive(daemon)); // although it ignores SIGTERM and left session and group
}

TEST_CASE("a machine ends when somebody has removed its folder", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  const fs::path file = machine.layout().root / "pid";
  life.start("hook", "echo $$ > '" + file.string() + "'; exec /bin/sleep 1000");
  const pid_t hook = pid_in(file);
  fs::remove_all(machine.layout().root);
  CHECK(machine.wait_for_supervisor().success());
  CHECK_FALSE(alive(hook));
}

TEST_CASE("hooks die with their supervisor, and the next one boots the machine anew and sweeps what is left", "[agent][supervisor]") {
  SupervisedMachine machine;
  std::string boot_id;
  pid_t hook = 0;
  pid_t daemon = 0;
  {
    AgentLife life(machine);
    boot_id = life.client().boot_id();
    const std::string root = machine.layout().root.string();
    const std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "JUJU_CHARM_DIR=" + root + "/agents/unit-x-0/charm"};
    life.start("hook", "echo $$ > '" + root + "/hook'; exec /bin/sleep 1000", environment);
    life.start("daemon", "setsid /bin/sh -c 'echo $$ > \"" + root + "/daemon\"; exec /bin/sleep 1000' &", environment);
    hook = pid_in(root + "/hook");
    daemon = pid_in(root + "/daemon");
    machine.end_supervisor(SIGKILL);
  }
  CHECK(eventually([&] { return !alive(hook); }));
  CHECK(alive(daemon));
  machine.start_supervisor();
  AgentLife life(machine);
  CHECK(life.client().boot_id() != boot_id);
  CHECK(life.client().hooks().empty());
  CHECK_FALSE(alive(daemon));
}

TEST_CASE("root's machines see the contract's absolute paths, the host does not, and nothing stays behind", "[agent][supervisor]") {
  const bool host_has_them = fs::exists("/var/lib/juju");
  {
    SupervisedMachine machine;
    AgentLife life(machine);
    life.start("look", "test -f /var/lib/juju/machine.conf && test -f /var/log/juju/lock");
    CHECK(life.wait_for_exit("look").status.success() == may_mount());
    CHECK_FALSE(fs::exists("/var/lib/juju/machine.conf"));
    CHECK(machine.end_supervisor(SIGTERM).success());
  }
  CHECK(fs::exists("/var/lib/juju") == host_has_them);
}

TEST_CASE("a machine holds its address while it runs", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  CHECK_FALSE(claim_abstract_name(address_claim_name(SupervisedMachine::address)));
  machine.end_supervisor(SIGTERM);
  CHECK(claim_abstract_name(address_claim_name(SupervisedMachine::address)));
}

TEST_CASE("a second supervisor of the same machine leaves it to the first", "[agent][supervisor]") {
  SupervisedMachine machine;
  AgentLife life(machine);
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(run_supervisor({.folder = machine.layout().root, .agent_program = "/bin/false"}));
  Process second(pid, open_pidfd(pid));
  CHECK(second.wait_for(std::chrono::seconds(20)) == ExitStatus{.code = 0});
  life.start("still", "exit 0");
  CHECK(life.wait_for_exit("still").status.success());
}

#ifndef __SANITIZE_THREAD__ // as above
TEST_CASE("an agent that cannot be started is tried again later and later, and the log says so", "[agent][supervisor]") {
  const TemporaryFolder folder;
  write_machine_conf(folder / "machine.conf", {.machine_id = 1, .machine_name = "0"});
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(run_supervisor({.folder = folder.path(), .agent_program = "/no/such/agent"}));
  Process supervisor(pid, open_pidfd(pid));
  CHECK(eventually([&] { return fs::exists(folder / "log"); }));
  const auto failures = [&] {
    const std::string text = SegmentedLog(folder / "log").read(0, 1 << 20).text;
    int count = 0;
    for (auto at = text.find("Agent did not start"); at != std::string::npos; at = text.find("Agent did not start", at + 1)) ++count;
    return count;
  };
  CHECK(eventually([&] { return failures() >= 2; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  CHECK(failures() <= 6);
  supervisor.kill(SIGTERM);
  CHECK(supervisor.wait().success());
}
#endif

TEST_CASE("a reboot ends every process of the machine and gives it another boot id", "[agent][supervisor]") {
  SupervisedMachine machine;
  std::string boot_id;
  pid_t daemon = 0;
  {
    AgentLife life(machine);
    boot_id = life.client().boot_id();
    const std::string root = machine.layout().root.string();
    life.start("daemon", "setsid /bin/sh -c 'echo $$ > \"" + root + "/daemon\"; exec /bin/sleep 1000' &");
    daemon = pid_in(root + "/daemon");
    life.client().reboot();
    CHECK(life.run_until([&] { return !alive(daemon); }));
  }
  AgentLife life(machine);
  CHECK(life.client().boot_id() != boot_id);
  CHECK(life.client().hooks().empty());
  CHECK_FALSE(alive(daemon));
}
