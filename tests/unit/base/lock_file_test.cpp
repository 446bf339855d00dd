#include "base/lock_file.h"

#include "base/process.h"
#include "support/eventually.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <csignal>

using namespace periapt;

TEST_CASE("a lock has one holder, whom others can name, and ends with it", "[base]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "lock";
  CHECK_FALSE(LockFile::holder(path));
  const pid_t pid = ::fork();
  if (pid == 0) {
    const auto lock = LockFile::try_take(path);
    for (;;) ::pause();
  }
  Process other(pid, open_pidfd(pid));
  REQUIRE(test::eventually([&] { return LockFile::holder(path) == pid; }));
  CHECK_FALSE(LockFile::try_take(path));
  other.kill(SIGKILL);
  other.wait();
  CHECK_FALSE(LockFile::holder(path));
  CHECK(LockFile::try_take(path));
}

TEST_CASE("a lock knows when its file is removed, and not when it is only moved", "[base]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "lock";
  const auto lock = LockFile::try_take(path);
  std::filesystem::rename(path, folder / "moved");
  CHECK_FALSE(lock->is_removed());
  std::filesystem::remove(folder / "moved");
  CHECK(lock->is_removed());
}
