#include "charm/deployment.h"

#include "base/fault_point.h"
#include "base/file.h"
#include "unit/charm/charm_fixture.h"

#include <sys/wait.h>

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;

namespace {

/// A unit's folders and two versions of its charm.
struct Unit {
  TempFolder folder;
  std::filesystem::path charm_dir = folder / "charm", first = folder / "first.charm", second = folder / "second.charm";
  CharmDeployment deployment{charm_dir, folder / "state"};

  Unit() {
    write_zip(first, {{"metadata.yaml", minimal_metadata},
                      {"hooks/install", "1"},
                      {"hooks/old-relation-joined", "1"},
                      {"lib/gone/a.py", "1"},
                      {"old", "1"}});
    write_zip(second, {{"metadata.yaml", minimal_metadata}, {"hooks/install", "2"}, {"old/now-a-folder", "2"}});
  }

  bool has(const std::string& path) const { return std::filesystem::exists(charm_dir / path); }
  std::string text(const std::string& path) const { return read_file(charm_dir / path); }

  void check_holds_second() const {
    CHECK(deployment.deployed() == "second");
    CHECK(text("hooks/install") == "2");
    CHECK(text("old/now-a-folder") == "2");
    CHECK_FALSE(has("hooks/old-relation-joined"));
    CHECK_FALSE(has("lib"));
  }
};

/// Deploys in a child process that dies at the fault point.
void deploy_until(const std::string& fault, CharmDeployment deployment, const std::string& id,
                  const std::filesystem::path& archive) {
  const auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    arm_fault_point(fault);
    deployment.deploy(id, archive);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

} // namespace

TEST_CASE("a first deployment makes the charm's folder", "[charm]") {
  Unit unit;
  CHECK_FALSE(unit.deployment.deployed());
  unit.deployment.deploy("first", unit.first);
  CHECK(unit.deployment.deployed() == "first");
  CHECK(unit.text("lib/gone/a.py") == "1");
}

TEST_CASE("an upgrade removes what only the old version listed and keeps what the charm made", "[charm]") {
  Unit unit;
  unit.deployment.deploy("first", unit.first);
  for (const auto* path : {".unit-state.db", ".venv/bin/python", "hooks/made-by-the-charm", "lib/own/x"})
    write(unit.charm_dir / path, "mine");
  unit.deployment.deploy("second", unit.second);
  CHECK(unit.text("hooks/install") == "2");
  CHECK_FALSE(unit.has("hooks/old-relation-joined"));
  CHECK_FALSE(unit.has("lib/gone"));
  CHECK(unit.text("old/now-a-folder") == "2");
  for (const auto* path : {".unit-state.db", ".venv/bin/python", "hooks/made-by-the-charm", "lib/own/x"})
    CHECK(unit.text(path) == "mine");
}

TEST_CASE("going back to an older version works like any upgrade", "[charm]") {
  Unit unit;
  unit.deployment.deploy("first", unit.first);
  unit.deployment.deploy("second", unit.second);
  unit.deployment.deploy("first", unit.first);
  CHECK(unit.deployment.deployed() == "first");
  CHECK(unit.text("old") == "1");
}

TEST_CASE("deploying the deployed version again touches nothing", "[charm]") {
  Unit unit;
  unit.deployment.deploy("first", unit.first);
  write(unit.charm_dir / "hooks/install", "edited");
  unit.deployment.deploy("first", unit.first);
  CHECK(unit.text("hooks/install") == "edited");
}

TEST_CASE("a deployment killed at any of its fault points is finished by the next", "[charm]") {
  const auto fault = GENERATE(values<std::string>({"charm.deployment-begun", "charm.obsolete-files-removed",
                                                   "charm.unpacked-not-recorded", "charm.recorded-not-finished"}));
  CAPTURE(fault);
  Unit unit;
  unit.deployment.deploy("first", unit.first);
  write(unit.charm_dir / ".unit-state.db", "mine");
  deploy_until(fault, unit.deployment, "second", unit.second);
  CHECK_FALSE(unit.deployment.deployed());
  unit.deployment.deploy("second", unit.second);
  unit.check_holds_second();
  CHECK(unit.text(".unit-state.db") == "mine");
}

TEST_CASE("an interrupted version's files go when another is deployed instead", "[charm]") {
  Unit unit;
  deploy_until("charm.unpacked-not-recorded", unit.deployment, "first", unit.first);
  CHECK(unit.has("lib/gone/a.py"));
  unit.deployment.deploy("second", unit.second);
  unit.check_holds_second();
}

TEST_CASE("a bad archive leaves the deployed version as it is", "[charm]") {
  Unit unit;
  unit.deployment.deploy("first", unit.first);
  write_zip(unit.second, {{"metadata.yaml", minimal_metadata}, {"../evil", "x"}});
  CHECK(refusal([&] { unit.deployment.deploy("second", unit.second); }) ==
        "archive entry \"../evil\" leads out of the charm");
  CHECK(unit.deployment.deployed() == "first");
  CHECK(unit.text("old") == "1");
}

TEST_CASE("a removed folder's name is not followed when the charm made it a link", "[charm]") {
  Unit unit;
  unit.deployment.deploy("first", unit.first);
  write(unit.folder / "victim/gone/a.py", "precious");
  std::filesystem::remove_all(unit.charm_dir / "lib");
  std::filesystem::create_directory_symlink(unit.folder / "victim", unit.charm_dir / "lib");
  unit.deployment.deploy("second", unit.second);
  CHECK(read_file(unit.folder / "victim/gone/a.py") == "precious");
}
