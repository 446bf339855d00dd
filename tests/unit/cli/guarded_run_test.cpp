#include "cli/guarded_run.h"

#include <catch2/catch.hpp>

#include <signal.h>
#include <unistd.h>

#include <stdexcept>

using periapt::cli::run_guarded;

TEST_CASE("guarded work is cleaned up after, however it ends", "[cli]") {
  struct Ending {
    int (*work)();
    int status;
  };
  const auto ending = GENERATE(values<Ending>({
      {[]() -> int { throw std::runtime_error("told to fail"); }, 1},
      {[]() -> int { return kill(getpid(), SIGKILL), pause(); }, 128 + SIGKILL},
      {[]() -> int { return kill(getppid(), SIGTERM), pause(); }, 128 + SIGTERM}, // who waits is asked to end
      {[]() -> int { return kill(getppid(), SIGINT), pause(); }, 128 + SIGINT},
      {[]() -> int { return 3; }, 3},
      {[]() -> int { return 0; }, 0},
  }));
  int cleaned = 0;
  CHECK(run_guarded(ending.work, [&] { ++cleaned; }) == ending.status);
  CHECK(cleaned == 1);
}
