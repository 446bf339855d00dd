// Real processes; the supervisor is a stand-in: this program again, running the case below it by name.
#include "base/file.h"
#include "base/lock_file.h"
#include "base/machine_conf.h"
#include "base/process.h"
#include "base/process_table.h"
#include "base/program_path.h"
#include "base/unix_socket.h"
#include "core/error.h"
#include "providers/local/local_provider.h"
#include "support/eventually.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <csignal>
#include <cstdlib>

using namespace periapt;
using namespace periapt::providers;
using namespace periapt::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* folder_variable = "PERIAPT_TEST_MACHINE";
constexpr const char* stand_in = "stand in for a supervisor";

/// Takes the machine's lock and waits for SIGTERM; a file "deaf" makes it ignore that, "broken" fail at once.
void supervise_as_stand_in(const fs::path& folder) {
  if (fs::exists(folder.parent_path() / "broken")) ::_exit(1);
  const auto [reader, writer] = socket_pair();
  if (::fork() > 0) {
    char word = 0;
    ::_exit(::read(reader.get(), &word, 1) == 1 ? 0 : 1);
  }
  const auto lock = LockFile::try_take(MachineLayout{folder}.supervisor_lock());
  ::signal(SIGTERM, fs::exists(folder.parent_path() / "deaf") ? SIG_IGN : SIG_DFL);
  write_all(writer.get(), "r");
  for (;;) ::pause();
}

class Fixture {
public:
  Fixture() {
    const std::string script = "#!/bin/sh\ntest \"$1 $2 $3\" = 'supervise --detach --dir' || exit 9\n" +
                               std::string(folder_variable) + "=\"$4\" exec '" + own_program().string() + "' '" + stand_in + "'\n";
    write_file_atomically(folder_ / "agent", script, 0755);
    make_folders(machines());
  }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  ~Fixture() {
    const LocalProvider last = provider();
    for (const MachineState& machine : last.list()) {
      if (const auto pid = supervisor_of(machine.key)) ::kill(*pid, SIGKILL);
    }
  }

  fs::path machines() const { return folder_ / "machines"; }
  LocalProvider provider() const {
    return LocalProvider({.machines_folder = machines(), .controller_socket = "/run/controller.sock",
                          .agent_program = folder_ / "agent", .stop_timeout = std::chrono::milliseconds(300)}, std::nullopt);
  }
  std::optional<pid_t> supervisor_of(const MachineKey& key) const {
    return LockFile::holder(MachineLayout{machines() / (key.model_uuid.substr(0, 8) + "-" + key.name)}.supervisor_lock());
  }

private:
  TemporaryFolder folder_;
};

const MachineKey key{.model_uuid = "0123456789abcdef", .name = "0"};
const MachineSpec spec{.key = key, .machine_id = 7, .token = "t", .address = "127.9.0.1"};

} // namespace

TEST_CASE(stand_in, "[.]") {
  if (const char* folder = std::getenv(folder_variable)) supervise_as_stand_in(folder);
}

TEST_CASE("a started machine has a folder, knows its controller, and is alive", "[providers]") {
  const Fixture fixture;
  LocalProvider provider = fixture.provider();
  CHECK_FALSE(provider.alive(key));
  provider.start(spec);
  CHECK(provider.alive(key));
  const MachineConf conf = read_machine_conf(provider.layout(key).conf());
  CHECK(conf.controller_socket == "/run/controller.sock");
  CHECK(conf.token == "t");
  CHECK(conf.machine_id == 7);
  CHECK(conf.address == "127.9.0.1");
  CHECK(provider.layout(key).root == fixture.machines() / "01234567-0");
}

TEST_CASE("a machine that is alive is left alone, one that died is started again", "[providers]") {
  const Fixture fixture;
  LocalProvider provider = fixture.provider();
  provider.start(spec);
  const auto first = fixture.supervisor_of(key);
  provider.start(spec);
  CHECK(fixture.supervisor_of(key) == first);
  ::kill(*first, SIGKILL);
  REQUIRE(eventually([&] { return !provider.alive(key); }));
  provider.start(spec);
  CHECK(provider.alive(key));
  CHECK(fixture.supervisor_of(key) != first);
}

TEST_CASE("a provider made anew finds the machines that run", "[providers]") {
  const Fixture fixture;
  fixture.provider().start(spec);
  const LocalProvider later = fixture.provider();
  REQUIRE(later.list().size() == 1);
  CHECK(later.list()[0].key == key);
  CHECK(later.list()[0].alive);
}

TEST_CASE("stopping ends the supervisor and leaves no file, also when repeated", "[providers]") {
  const Fixture fixture;
  LocalProvider provider = fixture.provider();
  provider.start(spec);
  const pid_t supervisor = *fixture.supervisor_of(key);
  provider.stop(key);
  CHECK(eventually([&] { const auto entry = find_process(supervisor); return !entry || entry->state == 'Z'; }));
  CHECK(fs::is_empty(fixture.machines()));
  CHECK_NOTHROW(provider.stop(key));
}

TEST_CASE("a supervisor that does not listen is killed, and what its hooks left with it", "[providers]") {
  const Fixture fixture;
  LocalProvider provider = fixture.provider();
  write_file_atomically(fixture.machines() / "deaf", "");
  provider.start(spec);
  const std::string charm = provider.layout(key).charm("unit-x-0").string();
  Process left = spawn({.program = "/bin/sleep", .argv = {"sleep", "1000"}, .environment = {"JUJU_CHARM_DIR=" + charm}});
  Process stranger = spawn({.program = "/bin/sleep", .argv = {"sleep", "1000"}, .environment = {"JUJU_CHARM_DIR=/elsewhere"}});
  provider.stop(key);
  CHECK(left.wait_for(std::chrono::seconds(10)) == ExitStatus{.signal = SIGKILL});
  CHECK_FALSE(stranger.wait_for(std::chrono::milliseconds(0)));
  CHECK_FALSE(provider.alive(key));
  CHECK_FALSE(fs::exists(provider.layout(key).root));
  stranger.kill(SIGKILL);
  stranger.wait();
}

TEST_CASE("a supervisor that cannot start is a reason to try again, told with the place of its log", "[providers]") {
  const Fixture fixture;
  LocalProvider provider = fixture.provider();
  write_file_atomically(fixture.machines() / "broken", "");
  CHECK_THROWS_WITH(provider.start(spec), Catch::StartsWith("cannot start a supervisor: exit status 1; see") && Catch::Contains("supervisor.log"));
  CHECK_FALSE(provider.alive(key));
  provider.stop(key);
  CHECK_FALSE(fs::exists(provider.layout(key).root));
}
