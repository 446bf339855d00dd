#include "base/process.h"

#include "base/file.h"
#include "base/process_table.h"
#include "base/system_error.h"
#include "support/eventually.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <fcntl.h>

#include <csignal>

using namespace periapt;
using namespace std::chrono_literals;

namespace {

UniqueFd open_for_writing(const std::filesystem::path& path) {
  return UniqueFd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
}

/// Runs a shell script and returns what it printed.
std::string output_of(const test::TemporaryFolder& folder, const std::string& script, ProcessSpec spec = {}) {
  const UniqueFd out = open_for_writing(folder / "out");
  spec.program = "/bin/sh";
  spec.argv = {"sh", "-c", script};
  spec.fds.push_back({.child_fd = 1, .parent_fd = out.get()});
  CHECK(spawn(spec).wait().success());
  return read_file(folder / "out");
}

} // namespace

TEST_CASE("a child sees exactly the given environment, folder and arguments", "[base]") {
  const test::TemporaryFolder folder;
  const UniqueFd out = open_for_writing(folder / "out");
  Process child = spawn({.program = "/usr/bin/env", .argv = {"env"}, .environment = {"A=1", "EMPTY="},
                         .cwd = folder.path(), .fds = {{.child_fd = 1, .parent_fd = out.get()}}});
  CHECK(child.wait().success());
  CHECK(read_file(folder / "out") == "A=1\nEMPTY=\n");
  CHECK(output_of(folder, "pwd -P", {.cwd = "/usr/lib"}) == "/usr/lib\n");
}

TEST_CASE("a child has no descriptor but those it was given", "[base]") {
  const test::TemporaryFolder folder;
  const UniqueFd leaked(::open("/dev/null", O_RDONLY)); // not close-on-exec
  REQUIRE(leaked.get() > 2);
  CHECK(output_of(folder, "cd /proc/self/fd; for fd in *; do test -e $fd && echo $fd; done; true") == "0\n1\n2\n");
}

TEST_CASE("descriptors can trade places", "[base]") {
  const test::TemporaryFolder folder;
  const UniqueFd first = open_for_writing(folder / "first");
  const UniqueFd second = open_for_writing(folder / "second");
  const std::string script = fmt::format("echo first >&{}; echo second >&{}", second.get(), first.get());
  Process child = spawn({.program = "/bin/sh", .argv = {"sh", "-c", script},
                         .fds = {{.child_fd = second.get(), .parent_fd = first.get()},
                                 {.child_fd = first.get(), .parent_fd = second.get()}}});
  CHECK(child.wait().success());
  CHECK(read_file(folder / "first") == "first\n");
  CHECK(read_file(folder / "second") == "second\n");
}

TEST_CASE("an exit code and a killing signal are told apart", "[base]") {
  CHECK(spawn({.program = "/bin/sh", .argv = {"sh", "-c", "exit 7"}}).wait() == ExitStatus{.code = 7});
  CHECK(spawn({.program = "/bin/sh", .argv = {"sh", "-c", "kill -9 $$"}}).wait() == ExitStatus{.signal = SIGKILL});
  CHECK(describe({.code = 7}) == "exit status 7");
  CHECK(describe({.signal = SIGKILL}) == "signal: killed");
}

TEST_CASE("a program that is not there is an error that names it", "[base]") {
  CHECK_THROWS_WITH(spawn({.program = "/no/such/program", .argv = {"x"}}),
                    "cannot start \"/no/such/program\": No such file or directory");
}

TEST_CASE("waiting has a limit, and a child can be killed through its descriptor", "[base]") {
  Process child = spawn({.program = "/bin/sleep", .argv = {"sleep", "1000"}});
  CHECK_FALSE(child.wait_for(1ms));
  CHECK(child.kill(SIGTERM));
  CHECK(child.wait_for(20s) == ExitStatus{.signal = SIGTERM});
  CHECK_FALSE(child.kill(SIGTERM));
}

TEST_CASE("a child can be given a session of its own", "[base]") {
  const test::TemporaryFolder folder;
  CHECK(output_of(folder, "test $(ps -o sid= -p $$) = $$ && echo leader", {.environment = {"PATH=/usr/bin:/bin"}, .group = ProcessGroup::own_session}) == "leader\n");
}

TEST_CASE("the process table knows descendants and their environment", "[base]") {
  Process child = spawn({.program = "/bin/sh", .argv = {"sh", "-c", "/bin/sleep 1000 & wait"}, .environment = {"MARK=here"}});
  REQUIRE(test::eventually([&] { return descendants_of(child.pid()).size() == 1; }));
  const pid_t grandchild = descendants_of(child.pid()).front();
  CHECK(test::eventually([&] { return environment_value(grandchild, "MARK") == "here"; }));
  CHECK_FALSE(environment_value(grandchild, "MAR"));
  CHECK(find_process(grandchild)->parent == child.pid());
  ::kill(grandchild, SIGKILL);
  child.wait();
  CHECK_FALSE(find_process(child.pid()));
}
