#include "agent/debug_session.h"

#include "base/file.h"
#include "base/lock_file.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace periapt;
using agent::HookStart;

namespace {

/// Another process that holds the session, as a debugging client does.
class Client {
public:
  explicit Client(const std::filesystem::path& folder) {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    child_ = ::fork();
    if (child_ == 0) {
      const auto held = LockFile::try_take(folder / "session");
      [[maybe_unused]] const auto told = ::write(ready[1], held ? "1" : "0", 1);
      ::pause();
      ::_exit(0);
    }
    char answer = '0';
    REQUIRE(::read(ready[0], &answer, 1) == 1);
    REQUIRE(answer == '1');
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Client() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  pid_t process() const { return child_; }

private:
  pid_t child_ = -1;
};

HookStart a_start() {
  HookStart start;
  start.hook = "config-changed";
  start.program = "/charm/dispatch";
  start.argv = {"/charm/dispatch", "word"};
  return start;
}

} // namespace

TEST_CASE("a hook that nobody debugs starts as it is", "[agent]") {
  test::TemporaryFolder folder;
  auto start = a_start();
  agent::wait_for_debugger(start, folder.path() / "none");
  agent::wait_for_debugger(start, folder.path());
  CHECK(start.program == "/charm/dispatch");
  CHECK(start.argv == std::vector<std::string>{"/charm/dispatch", "word"});
}

TEST_CASE("a hook waits for who debugs it, and only if it is among the names", "[agent]") {
  test::TemporaryFolder folder;
  const auto [wanted, waits] = GENERATE(std::pair<std::string, bool>{"", true}, std::pair<std::string, bool>{"start\n", false},
                                        std::pair<std::string, bool>{"start\nconfig-changed\n", true});
  write_file_atomically(folder.path() / "wanted", wanted);
  const Client client(folder.path());
  auto start = a_start();
  agent::wait_for_debugger(start, folder.path());
  CHECK((start.program == "/bin/bash") == waits);
  if (!waits) return;
  const std::vector<std::string> behind(start.argv.end() - 4, start.argv.end());
  CHECK(behind == std::vector<std::string>{std::to_string(client.process()), "config-changed", "/charm/dispatch", "word"});
}
