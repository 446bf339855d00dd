#include "base/fault_point.h"
#include "base/unique_fd.h"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace periapt;

namespace {

void pass_here() { PERIAPT_FAULT_POINT("base.test.here"); }
[[gnu::used]] void never_called() { PERIAPT_FAULT_POINT("base.test.elsewhere"); }

/// True when a child that passes `passes` times with this fault armed is killed.
bool is_killed(const char* fault, int passes) {
  const pid_t child = ::fork();
  if (child == 0) {
    arm_fault_point(fault);
    for (int pass = 0; pass < passes; ++pass) pass_here();
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

} // namespace

TEST_CASE("a program lists its fault points, reached or not", "[base]") {
  const auto names = fault_point_names();
  CHECK(std::count(names.begin(), names.end(), "base.test.here") == 1);
  CHECK(std::count(names.begin(), names.end(), "base.test.elsewhere") == 1);
  CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("an armed fault point kills at its pass and not before", "[base]") {
  CHECK(is_killed("base.test.here", 1));
  CHECK_FALSE(is_killed("base.test.here:3", 2));
  CHECK(is_killed("base.test.here:3", 3));
  CHECK_FALSE(is_killed("base.test.elsewhere", 3));
}

TEST_CASE("who dies at a fault point says so, that no other death is taken for it", "[base]") {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const UniqueFd reader(pipe[0]);
  UniqueFd writer(pipe[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(writer.get(), STDERR_FILENO);
    arm_fault_point("base.test.here:2");
    pass_here();
    pass_here();
  }
  writer.reset();
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  std::array<char, 128> text{};
  const auto length = ::read(reader.get(), text.data(), text.size());
  CHECK(std::string(text.data(), static_cast<std::size_t>(length)) == "Killed at fault point base.test.here\n");
}

TEST_CASE("a fault that cannot be is refused", "[base]") {
  CHECK_THROWS_WITH(arm_fault_point("base.test.nowhere"), "unknown fault point \"base.test.nowhere\"");
  const auto* setting = GENERATE("base.test.here:", "base.test.here:0", "base.test.here:x", "base.test.here:1x");
  CHECK_THROWS_AS(arm_fault_point(setting), std::invalid_argument);
}

TEST_CASE("who watches the fault points is told of every pass and may end what passes", "[base]") {
  struct Crash {};
  std::vector<std::string> passed;
  watch_fault_points([&](std::string_view point) {
    passed.emplace_back(point);
    if (passed.size() == 2) throw Crash();
  });
  pass_here();
  CHECK_THROWS_AS(pass_here(), Crash);
  watch_fault_points(nullptr);
  pass_here();
  CHECK(passed == std::vector<std::string>{"base.test.here", "base.test.here"});
}
