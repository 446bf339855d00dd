#include "agent/machine_tools.h"

#include "base/file.h"
#include "base/process.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <fcntl.h>

#include <string>
#include <vector>

using namespace periapt;

namespace {

/// What the program says on stdout, and its exit code.
std::pair<std::string, int> run(const std::filesystem::path& program, std::vector<std::string> arguments) {
  const test::TemporaryFolder folder;
  const auto said = folder / "said";
  const UniqueFd out(::open(said.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  arguments.insert(arguments.begin(), "jujud");
  Process process = spawn({.program = program, .argv = arguments, .environment = {}, .cwd = {}, .fds = {{1, out.get()}}});
  const auto status = process.wait();
  return {read_file(said), status.code};
}

} // namespace

TEST_CASE("a machine has a jujud that tells its version, whoever calls it", "[agent]") {
  const test::TemporaryFolder folder;
  const MachineLayout layout{folder.path()};
  agent::make_machine_tools(layout, "0");
  agent::make_machine_tools(layout, "0"); // each start of an agent does it
  const auto jujud = folder / "tools/machine-0/jujud";
  CHECK(run(jujud, {"version"}) == std::pair(std::string("3.6.28-ubuntu-amd64\n"), 0));
  CHECK(run(jujud, {"machine", "--debug"}) == std::pair(std::string(), 2));
}

TEST_CASE("the tools of a container's machine have no slash in their folder's name", "[agent]") {
  const test::TemporaryFolder folder;
  agent::make_machine_tools({folder.path()}, "0/lxd/1");
  CHECK(std::filesystem::exists(folder / "tools/machine-0-lxd-1/jujud"));
}
