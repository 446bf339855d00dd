// What a hook does to secrets: content passes through, changes travel with the commit and are seen by later calls.
// contract/hook-tools.md 1.6 and 7; DESIGN section 9, rule 17.
#include "hook_tools/tools.h"
#include "support/tool_call.h"
#include "unit/agent/unit_world.h"
#include "wire/codec.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

const std::string stored_id = "9m4e2mr0ui3e8a215n4g";

/// The unit leads, is related, and runs config-changed until the test ends it.
struct SecretsInHook : UnitWorld {
  SecretsInHook() {
    relate();
    connect();
    model.secrets = {{.row = SecretRow{1},
                      .id = stored_id,
                      .owner_application = ApplicationId{1},
                      .label = "old",
                      .latest_revision = 1}};
    controller.owned_secrets.secrets = {{.id = stored_id,
                                         .owner_kind = SecretOwnerKind::application,
                                         .owner = "wiki",
                                         .label = "old",
                                         .revision = 1}};
    hooks.end_at_once = false;
    application().trust = true;
    tell();
  }

  hook_tools::ToolResult call(const std::string& line, const hook_tools::FileContent& file = {}) {
    auto words = test::shell_words(line);
    const auto tool = words.front();
    words.erase(words.begin());
    hook_tools::ToolRun run(*hooks.tools, tool, words);
    if (!run.files().empty()) run.use_files(std::vector<hook_tools::FileContent>(run.files().size(), file));
    if (run.controller_call()) hooks.tools->prepare(*run.controller_call(), [] {});
    scheduler.run();
    return run.finish();
  }
  std::string out(const std::string& line) {
    const auto result = call(line);
    CHECK(result.err == "");
    return result.out;
  }
  /// The new secret's id.
  std::string add(const std::string& flags = "") {
    const auto uri = out("secret-add " + flags + " password=s3cr3t");
    return uri.substr(7, 20);
  }
  SecretWrites end_hook() {
    hooks.end({});
    scheduler.run();
    for (const auto& commit : controller.commits)
      if (commit.secrets && !commit.secrets->writes.empty()) return *commit.secrets;
    return {};
  }
};

} // namespace

TEST_CASE("content goes to the controller at once, and into nothing that is stored", "[agent][secrets]") {
  SecretsInHook world;
  const auto id = world.add();
  REQUIRE(world.controller.pending_secrets.size() == 1);
  CHECK(world.controller.pending_secrets[0].id == id);
  CHECK(world.controller.pending_secrets[0].content == SecretContent{{"password", "czNjcjN0"}});
  for (const auto& part : world.stored().hook_writes) {
    CHECK_THAT(wire::encode(part), !Catch::Matchers::Contains("czNjcjN0") && !Catch::Matchers::Contains("s3cr3t"));
  }
  const auto writes = world.end_hook();
  REQUIRE(writes.writes.size() == 1);
  CHECK(writes.operation == world.controller.pending_secrets[0].operation);
  CHECK(writes.writes[0].id == id);
  CHECK(writes.writes[0].create);
  CHECK(writes.writes[0].owned_by_application);
  CHECK(writes.writes[0].leader_term == 1);
}

TEST_CASE("a failed hook's secrets are dropped, with what it handed over", "[agent][secrets]") {
  SecretsInHook world;
  world.add();
  world.hooks.end({.kind = HookOutcome::Kind::failed, .reason = "exit status 1"});
  world.scheduler.run();
  const auto& last = world.controller.commits.back();
  REQUIRE(last.secrets);
  CHECK(last.secrets->operation == world.controller.pending_secrets[0].operation);
  CHECK(last.secrets->writes.empty());
  CHECK(world.stored().hook_writes.empty());
}

TEST_CASE("without the controller content is refused and nothing is buffered", "[agent][secrets]") {
  SecretsInHook world;
  world.controller.answers = false;
  const auto result = world.call("secret-add password=s3cr3t");
  CHECK(result.exit_code == 1);
  CHECK(result.err == "ERROR no answer\n");
  CHECK(world.stored().hook_writes.empty());
}

TEST_CASE("a secret made in this hook is read as pending, listed and described", "[agent][secrets]") {
  SecretsInHook world;
  const auto id = world.add("--label new --description d");
  CHECK(world.out("secret-get " + id + " password") == "s3cr3t\n");
  CHECK(world.controller.readings.back().operation == world.controller.pending_secrets[0].operation);
  CHECK(world.out("secret-get --label new") == "password: s3cr3t\n");
  CHECK(world.controller.readings.back().id == id);
  CHECK(world.out("secret-ids") == stored_id + "\n" + id + "\n");
  CHECK(world.out("secret-info-get --label new --format json") ==
        "{\"" + id + R"(":{"revision":1,"label":"new","owner":"application","description":"d","rotation":"never"}})" + "\n");
  CHECK(world.call("secret-add --label new other=1").err == "ERROR secret with label \"new\" already exists\n");
}

TEST_CASE("a pending update is read only by who asks for the newest; a refresh is committed", "[agent][secrets]") {
  SecretsInHook world;
  world.out("secret-set " + stored_id + " password=newer");
  world.out("secret-get " + stored_id);
  CHECK(world.controller.readings.back() == wire::ReadSecret{.id = stored_id});
  world.out("secret-get --peek " + stored_id);
  CHECK_FALSE(world.controller.readings.back().operation.empty());
  world.out("secret-get --refresh " + stored_id);
  CHECK_FALSE(world.controller.readings.back().operation.empty());
  CHECK(world.out("secret-info-get " + stored_id + " --format json").find("\"revision\":1") != std::string::npos);
  const auto writes = world.end_hook();
  REQUIRE(writes.writes.size() == 1);
  CHECK(writes.writes[0].content);
  CHECK(writes.writes[0].track_latest);
}

TEST_CASE("a pending update is found by the label that its secret had before the hook", "[agent][secrets]") {
  SecretsInHook world;
  world.out("secret-get --label old --refresh");
  CHECK(world.controller.readings.back().operation.empty()); // nothing is pending yet
  world.out("secret-set " + stored_id + " password=newer");
  world.out("secret-get --label old --refresh");
  CHECK(world.controller.readings.back().id == stored_id);
  CHECK_FALSE(world.controller.readings.back().operation.empty());
  world.out("secret-set " + stored_id + " --label new");
  world.out("secret-get --label old --refresh");
  CHECK(world.controller.readings.back().operation.empty());
  const auto writes = world.end_hook();
  REQUIRE(writes.writes.size() == 1);
  CHECK(writes.writes[0].track_latest);
}

TEST_CASE("several changes of one secret are one write; a removal hides it, a change cancels that", "[agent][secrets]") {
  SecretsInHook world;
  world.out("secret-set " + stored_id + " --label a");
  world.out("secret-set " + stored_id + " --description d --rotate daily");
  world.out("secret-remove " + stored_id + " --revision 1");
  CHECK(world.out("secret-ids --format json") == "[]\n");
  CHECK(world.call("secret-info-get " + stored_id).err == "ERROR secret \"" + stored_id + "\" not found\n");
  SECTION("until the end") {
    world.out("secret-remove " + stored_id + " --revision 2");
    const auto writes = world.end_hook().writes;
    REQUIRE(writes.size() == 1);
    CHECK(writes[0].remove_revisions == std::vector<std::int64_t>{1, 2});
    CHECK_FALSE(writes[0].label);
  }
  SECTION("until it is changed again") {
    world.out("secret-set " + stored_id + " --label b");
    CHECK(world.out("secret-ids") == stored_id + "\n");
    const auto writes = world.end_hook().writes;
    REQUIRE(writes.size() == 1);
    CHECK(writes[0].remove_revisions.empty());
    CHECK(writes[0].label == "b");
  }
  SECTION("all of it") {
    world.out("secret-remove " + stored_id);
    CHECK(world.end_hook().writes[0].remove);
  }
}

TEST_CASE("a secret made and removed in one hook leaves no trace", "[agent][secrets]") {
  SecretsInHook world;
  const auto id = world.add();
  world.out("secret-remove " + id);
  CHECK(world.out("secret-ids") == stored_id + "\n");
  const auto writes = world.end_hook().writes;
  REQUIRE(writes.size() == 1);
  CHECK((writes[0].create && writes[0].remove && !writes[0].content));
}

TEST_CASE("grants are seen in the hook, are for the relation, and are taken back", "[agent][secrets]") {
  SecretsInHook world;
  CHECK(world.call("secret-grant 9m4e2mr0ui3e8a215n50 -r db:4").err == "ERROR secret \"9m4e2mr0ui3e8a215n50\" not found\n");
  world.out("secret-grant " + stored_id + " -r db:4 --unit mysql/0");
  CHECK(world.out("secret-info-get --label old --format json")
            .find(R"("access":[{"target":"unit-mysql-0","scope":"relation-wiki.db#mysql.server","role":"view"}])") !=
        std::string::npos);
  CHECK(world.call("secret-grant " + stored_id + " -r db:4").err ==
        "ERROR any unit level grants need to be revoked before granting access to the corresponding application\n");
  world.out("secret-revoke " + stored_id + " -r db:4 --unit mysql/0");
  world.out("secret-grant " + stored_id + " -r db:4");
  const auto writes = world.end_hook().writes;
  REQUIRE(writes.size() == 1);
  CHECK(writes[0].revokes == std::vector<SecretRevokeWrite>{{"", "mysql/0"}});
  CHECK(writes[0].grants == std::vector<SecretGrantWrite>{{RelationId{7}, "mysql", ""}});
}

TEST_CASE("who does not lead cannot touch its application's secrets", "[agent][secrets]") {
  SecretsInHook world;
  world.disconnect();
  world.scheduler.advance(std::chrono::seconds(61)); // the lease has run out
  CHECK(world.call("secret-add password=s3cr3t").err == "ERROR this unit is not the leader\n");
  CHECK(world.call("secret-set " + stored_id + " --label x").err == "ERROR this unit is not the leader\n");
}

TEST_CASE("a commit with secrets is waited for, because it can be refused", "[agent][secrets]") {
  CHECK_FALSE(is_fence(Commit{.secrets = SecretWrites{"op", {}}}));
  CHECK(is_fence(Commit{.secrets = SecretWrites{"op", {SecretWrite{.id = stored_id}}}}));
}
