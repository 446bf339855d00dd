#include "base/process_sweep.h"

#include "base/process.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <csignal>

using namespace periapt;
using namespace std::chrono_literals;

namespace {

Process sleeper(std::vector<std::string> environment) {
  return spawn({.program = "/bin/sleep", .argv = {"sleep", "1000"}, .environment = std::move(environment)});
}

} // namespace

TEST_CASE("a machine's processes are those whose hook's environment lies below its folder", "[base]") {
  const test::TemporaryFolder folder;
  const std::string root = folder.path().string();
  Process by_charm = sleeper({"A=b", "JUJU_CHARM_DIR=" + root + "/agents/unit-x-0/charm"});
  Process by_socket = sleeper({"JUJU_AGENT_SOCKET_ADDRESS=" + root + "/agents/unit-x-0/agent.socket"});
  Process neighbour = sleeper({"JUJU_CHARM_DIR=" + root + "0/agents/unit-x-0/charm"});
  CHECK(kill_processes_of_machine(root, 10s));
  CHECK(by_charm.wait() == ExitStatus{.signal = SIGKILL});
  CHECK(by_socket.wait() == ExitStatus{.signal = SIGKILL});
  CHECK_FALSE(neighbour.wait_for(0ms));
  neighbour.kill(SIGKILL);
  neighbour.wait();
}
