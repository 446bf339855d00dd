// The agent's small parts, each with its rule.
#include "agent/commit_parts.h"
#include "agent/hook_executable.h"
#include "agent/model_settings.h"
#include "agent/outbox.h"
#include "agent/remote_composition.h"
#include "base/file.h"
#include "base/random.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;
namespace fs = std::filesystem;

TEST_CASE("durations are read as Go writes them", "[agent]") {
  using std::chrono::milliseconds;
  CHECK(parse_duration("5m") == milliseconds(300'000));
  CHECK(parse_duration("1h30m") == milliseconds(5'400'000));
  CHECK(parse_duration("90s") == milliseconds(90'000));
  CHECK(parse_duration("1.5s") == milliseconds(1'500));
  CHECK(parse_duration("250ms") == milliseconds(250));
  for (const auto* bad : {"", "5", "m", "5x", "-5m", "5m junk"}) CHECK_FALSE(parse_duration(bad));
}

TEST_CASE("update-status comes every 5 minutes, within 1 to 60", "[agent]") {
  const auto interval = [](const std::string& setting) {
    return update_status_interval({.settings = {{"update-status-hook-interval", setting}}}).count();
  };
  CHECK(update_status_interval({}) == std::chrono::minutes(5));
  CHECK(interval("10m") == 600'000);
  CHECK(interval("1s") == 60'000);
  CHECK(interval("3h") == 3'600'000);
  CHECK(interval("soon") == 300'000);
}

TEST_CASE("a commit that can be refused, or shows the unit to others, is a fence", "[agent]") {
  CHECK_FALSE(is_fence(Commit{}));
  CHECK_FALSE(is_fence(Commit{.settings = {{.application = false}}}));
  CHECK_FALSE(is_fence(Commit{.charm_state = BagChanges{{"k", "v"}}}));
  CHECK(is_fence(Commit{.settings = {{.application = true}}}));
  CHECK(is_fence(Commit{.enter_scope = {RelationId{1}}}));
  CHECK(is_fence(Commit{.leave_scope = {RelationId{1}}}));
  CHECK(is_fence(Commit{.open_ports = {OpenedPort{}}}));
  CHECK(is_fence(Commit{.dead = true}));
}

TEST_CASE("of opening and closing one port in a hook the last word counts", "[agent]") {
  const OpenedPort port{.range = {.protocol = "tcp", .from = 80, .to = 80}};
  Commit commit;
  merge_writes(commit, Commit{.close_ports = {port}});
  merge_writes(commit, Commit{.open_ports = {port}});
  CHECK(commit.open_ports == std::vector{port});
  CHECK(commit.close_ports.empty());
  merge_writes(commit, Commit{.close_ports = {port}});
  CHECK(commit.open_ports.empty());
  CHECK(commit.close_ports == std::vector{port});
}

TEST_CASE("later writes of a hook win, key by key", "[agent]") {
  Commit commit;
  merge_writes(commit, Commit{.settings = {{.relation = RelationId{1}, .changes = {{"a", "1"}, {"b", "1"}}}}});
  merge_writes(commit, Commit{.settings = {{.relation = RelationId{1}, .changes = {{"b", std::nullopt}}}}});
  merge_writes(commit, Commit{.settings = {{.relation = RelationId{2}, .changes = {{"c", "1"}}}}});
  REQUIRE(commit.settings.size() == 2);
  CHECK(commit.settings[0].changes == BagChanges{{"a", "1"}, {"b", std::nullopt}});
}

namespace {

class CharmFolder {
public:
  CharmFolder() { make_folders(path / "hooks"); }
  ~CharmFolder() { remove_tree(path); }
  void add(const std::string& name) const { write_file_atomically(path / name, ""); }
  const fs::path path = fs::temp_directory_path() / ("periapt-charm-" + random_hex(8));
};

} // namespace

TEST_CASE("dispatch runs every hook; without it, hooks/<name>; without that, none", "[agent]") {
  const CharmFolder charm;
  CHECK_THROWS_WITH(hook_executable(charm.path, "install"), "charm missing from disk");
  charm.add("metadata.yaml");
  CHECK_FALSE(hook_executable(charm.path, "install"));
  charm.add("hooks/install");
  CHECK(hook_executable(charm.path, "install") == charm.path / "hooks/install");
  fs::create_symlink("nowhere", charm.path / "hooks/start");
  CHECK(hook_executable(charm.path, "start") == charm.path / "hooks/start");
  charm.add("dispatch");
  CHECK(hook_executable(charm.path, "stop") == charm.path / "dispatch");
  CHECK(handler_name(charm.path / "dispatch") == "hook dispatching script: dispatch");
  CHECK(handler_name(charm.path / "hooks/install") == "explicit, bespoke hook script");
}

TEST_CASE("settings are equal only when config, trust and addresses are", "[agent]") {
  ApplicationEntity application{.id = ApplicationId{1}, .name = "wiki"};
  MachineEntity machine{.addresses = {"10.0.0.1"}};
  const auto identity = [&] {
    UnitSnapshot snapshot;
    snapshot.unit = std::make_shared<const UnitEntity>(UnitEntity{.name = "wiki/0"});
    snapshot.application = std::make_shared<const ApplicationEntity>(application);
    snapshot.machine = std::make_shared<const MachineEntity>(machine);
    return compose_remote_state(snapshot, nullptr).settings;
  };
  std::vector<std::string> seen{identity()};
  const auto is_new = [&] {
    const auto now = identity();
    const bool known = std::find(seen.begin(), seen.end(), now) != seen.end();
    seen.push_back(now);
    return !known;
  };
  CHECK_FALSE(is_new());
  application.config["port"] = std::int64_t{80};
  CHECK(is_new());
  application.config["port"] = std::string("80");
  CHECK(is_new());
  application.trust = true;
  CHECK(is_new());
  machine.addresses.push_back("10.0.0.2");
  CHECK(is_new());
}
