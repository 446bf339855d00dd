// Secrets of users and of charms: who may read, what is tracked, what becomes obsolete, what a commit does.
#include "core/error.h"
#include "database/connection.h"
#include "services/secret_reports.h"
#include "services/secret_rotation.h"
#include "services/unit_secrets.h"
#include "services/user_secrets.h"
#include "store/secret_repository.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;
using Catch::Matchers::Contains;

namespace {

const std::string first_id = "9m4e2mr0ui3e8a215n4g";
const std::string second_id = "9m4e2mr0ui3e8a215n50";
const std::string operation = "hook-1";
const SecretContent content{{"password", "czNjcjN0"}};

struct Secrets : RelatedPair {
  Secrets() : RelatedPair(2) { term = claim("mariadb/0").term; }

  void hand_over(const std::string& unit_name, const std::string& id, const SecretContent& given = content) {
    const auto id_of_unit = unit(unit_name).id;
    write([&](auto& tx) { services::put_pending_secret(tx, id_of_unit, operation, id, given); });
  }
  CommitAnswer commit_one(const std::string& unit_name, SecretWrite write) {
    write.leader_term = term;
    return commit(unit_name, {.secrets = SecretWrites{operation, {std::move(write)}}});
  }
  /// mariadb's, made by its leader.
  void create(const std::string& id = first_id, SecretWrite write = {}) {
    hand_over("mariadb/0", id);
    write.id = id;
    write.create = true;
    write.content = true;
    write.owned_by_application = true;
    CHECK(commit_one("mariadb/0", write).reason == "");
  }
  void change_content(const SecretContent& given) {
    hand_over("mariadb/0", first_id, given);
    CHECK(commit_one("mariadb/0", {.id = first_id, .content = true}).accepted);
  }
  void grant(const std::string& unit_name = "") {
    CHECK(commit_one("mariadb/0", {.id = first_id, .grants = {{relation_id(), "wordpress", unit_name}}}).reason == "");
  }
  SecretContent read_as(const std::string& unit_name, services::SecretReading reading) {
    const auto id = unit(unit_name).id;
    return write([&](auto& tx) { return services::read_secret(tx, id, reading); });
  }
  SecretReport report(const std::string& text = first_id) {
    return read([&](auto& tx) { return services::show_secret(tx, model, text); });
  }
  std::vector<std::int64_t> obsolete(const std::string& id = first_id) {
    return read([&](auto& tx) {
      return store::secrets::obsolete_revisions(tx, store::secrets::find(tx, model, id)->row);
    });
  }
  void add_user_secret(const std::string& id = second_id, const std::string& name = "shared") {
    write([&](auto& tx) { services::add_user_secret(tx, model, {id, name, "", content}, clock.wall_ms()); });
  }

  std::int64_t term = 0;
};

} // namespace

TEST_CASE("content of a wrong form or size is refused before anything is kept", "[services][secrets]") {
  Secrets model;
  struct Row {
    SecretContent content;
    std::string reason;
  };
  const auto row = GENERATE(Row{{}, "empty secret value not valid"}, Row{{{"ab", "eA=="}}, "key \"ab\" not valid"},
                            Row{{{"Big", "eA=="}}, "key \"Big\" not valid"}, Row{{{"end-", "eA=="}}, "key \"end-\" not valid"},
                            Row{{{"one", std::string(1'000'001, 'a')}}, "for key \"one\" too large: 1000001 bytes"},
                            Row{{{"one", std::string(600'000, 'a')}, {"two", std::string(600'000, 'a')}},
                                "base64 encoded secret content too large: 1200000 bytes"});
  CHECK_THROWS_WITH(model.hand_over("mariadb/0", first_id, row.content), Contains(row.reason));
}

TEST_CASE("what a hook hands over is no secret until its commit, and gone with its end", "[services][secrets]") {
  Secrets model;
  model.hand_over("mariadb/0", first_id);
  CHECK_THROWS_WITH(model.report(), "secret \"9m4e2mr0ui3e8a215n4g\" not found");
  CHECK(model.read_as("mariadb/0", {.id = first_id, .operation = operation}) == content);
  CHECK_THROWS(model.read_as("mariadb/0", {.id = first_id, .operation = "hook-2"}));
  CHECK_THROWS(model.read_as("wordpress/0", {.id = first_id, .operation = operation}));
  CHECK(model.commit("mariadb/0", {.secrets = SecretWrites{operation, {}}}).accepted);
  CHECK_THROWS(model.read_as("mariadb/0", {.id = first_id, .operation = operation}));
  CHECK(model.commit_one("mariadb/0", {.id = first_id, .create = true, .owned_by_application = true, .content = true})
            .reason == "the content of secret \"9m4e2mr0ui3e8a215n4g\" was lost");
}

TEST_CASE("who is not granted cannot tell whether a secret exists", "[services][secrets]") {
  Secrets model;
  model.create();
  CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = first_id}), "secret \"9m4e2mr0ui3e8a215n4g\" not found");
  CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = second_id}), "secret \"9m4e2mr0ui3e8a215n50\" not found");
  CHECK_THROWS_WITH(model.read_as("wordpress/0", {.label = "x"}), "consumer label \"x\" not found");
  CHECK(model.commit_one("wordpress/0", {.id = first_id, .remove = true}).reason ==
        "secret \"9m4e2mr0ui3e8a215n4g\" not found");
}

TEST_CASE("a grant is for the application, or one unit, as long as the relation lives", "[services][secrets]") {
  Secrets model;
  model.create();
  SECTION("one unit") {
    model.grant("wordpress/1");
    CHECK(model.read_as("wordpress/1", {.id = first_id}) == content);
    CHECK_THROWS(model.read_as("wordpress/0", {.id = first_id}));
    CHECK(model.commit_one("mariadb/0", {.id = first_id, .grants = {{model.relation_id(), "wordpress", ""}}}).reason ==
          "any unit level grants need to be revoked before granting access to the corresponding application");
  }
  SECTION("the application, until it is revoked") {
    model.grant();
    CHECK(model.read_as("wordpress/0", {.id = first_id}) == content);
    CHECK(model.report().access.at(0).target == "application-wordpress");
    CHECK(model.report().access.at(0).scope == "relation-wordpress.db#mariadb.server");
    CHECK(model.commit_one("mariadb/0", {.id = first_id, .revokes = {{"wordpress", ""}}}).accepted);
    CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = first_id}), "permission denied"); // it was its before
    CHECK_THROWS_WITH(model.read_as("wordpress/1", {.id = first_id}), Contains("not found"));
  }
  SECTION("the relation ends") {
    model.grant();
    CHECK(model.read_as("wordpress/0", {.id = first_id}) == content);
    model.remove_relation("wordpress", "mariadb", true);
    model.commit("wordpress/0", {.leave_scope = {model.relation_id()}});
    model.commit("wordpress/1", {.leave_scope = {model.relation_id()}});
    model.commit("mariadb/0", {.leave_scope = {model.relation_id()}});
    CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = first_id}), "permission denied");
    CHECK(model.report().access.empty());
  }
}

TEST_CASE("a unit reads what it read first until it refreshes; a peek changes nothing", "[services][secrets]") {
  Secrets model;
  model.create();
  model.grant();
  const SecretContent newer{{"password", "bmV3ZXI="}};
  CHECK(model.read_as("wordpress/0", {.id = first_id, .label = "mine"}) == content);
  model.change_content(newer);
  CHECK(model.report().revision == 2);
  CHECK(model.read_as("wordpress/0", {.label = "mine"}) == content);
  CHECK(model.obsolete().empty());
  CHECK(model.read_as("wordpress/0", {.label = "mine", .peek = true}) == newer);
  CHECK(model.read_as("wordpress/0", {.label = "mine"}) == content);
  CHECK(model.read_as("wordpress/0", {.label = "mine", .refresh = true}) == newer);
  CHECK(model.obsolete() == std::vector<std::int64_t>{1});
  CHECK(model.read_as("wordpress/0", {.id = first_id}) == newer);
}

TEST_CASE("equal content makes no new revision", "[services][secrets]") {
  Secrets model;
  model.create();
  model.change_content(content);
  CHECK(model.report().revision == 1);
  CHECK(model.report().created_ms == model.report().updated_ms);
}

TEST_CASE("only the leader in its term changes an application's secret", "[services][secrets]") {
  Secrets model;
  model.create();
  ++model.term;
  CHECK(model.commit_one("mariadb/0", {.id = first_id, .description = "x"}).reason == "permission denied");
  model.hand_over("mariadb/0", second_id);
  CHECK(model.commit_one("mariadb/0", {.id = second_id, .create = true, .owned_by_application = true, .content = true})
            .reason == "this unit is not the leader");
  model.hand_over("mariadb/0", second_id);
  CHECK(model.commit_one("mariadb/0", {.id = second_id, .create = true, .content = true}).accepted);
  CHECK(model.report(second_id).owner == "mariadb/0");
}

TEST_CASE("an owner's label is its own, and refuses a second", "[services][secrets]") {
  Secrets model;
  model.create(first_id, {.label = "db"});
  CHECK(model.read_as("mariadb/0", {.label = "db"}) == content);
  model.hand_over("mariadb/0", second_id);
  CHECK(model
            .commit_one("mariadb/0",
                        {.id = second_id, .create = true, .owned_by_application = true, .content = true, .label = "db"})
            .reason == "secret with label \"db\" already exists");
}

TEST_CASE("a revision that expired or is old stays readable until its owner removes it", "[services][secrets]") {
  Secrets model;
  model.create(first_id, {.expire_ms = 5});
  model.grant();
  CHECK(model.read_as("wordpress/0", {.id = first_id}) == content);
  model.change_content({{"password", "bmV3ZXI="}});
  CHECK(model.read_as("wordpress/0", {.id = first_id}) == content);
  CHECK(model.commit_one("mariadb/0", {.id = first_id, .remove_revisions = {1}}).accepted);
  CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = first_id}), Contains("not found"));
  CHECK(model.commit_one("mariadb/0", {.id = first_id, .remove_revisions = {9}}).reason ==
        "secret \"9m4e2mr0ui3e8a215n4g\" revision 9 not found");
  CHECK(model.commit_one("mariadb/0", {.id = first_id, .remove_revisions = {2}}).accepted);
  CHECK_THROWS_WITH(model.report(), Contains("not found"));
}

TEST_CASE("secrets go with their owner", "[services][secrets]") {
  Secrets model;
  model.create();
  model.hand_over("wordpress/1", second_id);
  CHECK(model.commit_one("wordpress/1", {.id = second_id, .create = true, .content = true}).accepted);
  model.commit("wordpress/1", {.dead = true});
  CHECK_THROWS_WITH(model.report(second_id), Contains("not found"));
  model.remove_application("mariadb", true);
  model.commit("mariadb/0", {.leave_scope = {model.relation_id()}, .dead = true});
  model.commit("wordpress/0", {.leave_scope = {model.relation_id()}});
  CHECK_THROWS_WITH(model.report(), Contains("not found"));
}

TEST_CASE("a secret is rotated as its policy says, and sooner when nothing came of it", "[services][secrets]") {
  using services::next_rotation;
  using services::rotation_after_hook;
  constexpr TimeMs january_31 = 1'769'817'600'000; // 2026-01-31T00:00:00Z
  constexpr TimeMs day = 86'400'000;
  CHECK_FALSE(next_rotation(RotatePolicy::never, january_31));
  CHECK(next_rotation(RotatePolicy::hourly, january_31) == january_31 + 3'600'000);
  CHECK(next_rotation(RotatePolicy::daily, january_31) == january_31 + day);
  CHECK(next_rotation(RotatePolicy::weekly, january_31) == january_31 + 7 * day);
  CHECK(next_rotation(RotatePolicy::monthly, january_31) == january_31 + 31 * day); // 3 March
  CHECK(next_rotation(RotatePolicy::quarterly, january_31) == january_31 + 90 * day); // 1 May
  CHECK(next_rotation(RotatePolicy::yearly, january_31) == january_31 + 365 * day);
  CHECK(rotation_after_hook(RotatePolicy::daily, true, std::nullopt, 0) == day);
  CHECK(rotation_after_hook(RotatePolicy::daily, false, std::nullopt, 0) == services::rotate_again_ms);
  CHECK(rotation_after_hook(RotatePolicy::daily, true, day - 1, 0) == services::rotate_again_ms);
  CHECK_FALSE(rotation_after_hook(RotatePolicy::never, false, std::nullopt, 0));
}

TEST_CASE("another policy may bring a rotation forward, never put it off", "[services][secrets]") {
  Secrets model;
  const auto change = [&](RotatePolicy policy) {
    model.commit_one("mariadb/0", {.id = first_id, .rotate = policy});
    return model.report().rotates_ms;
  };
  model.create(first_id, {.rotate = RotatePolicy::daily});
  const auto planned = model.report().rotates_ms;
  model.clock.advance_ms(60'000);
  CHECK(change(RotatePolicy::monthly) == planned);
  CHECK(change(RotatePolicy::hourly) == model.clock.wall_ms() + 3'600'000);
  CHECK_FALSE(change(RotatePolicy::never));
  CHECK(change(RotatePolicy::daily) == model.clock.wall_ms() + 86'400'000);
}

TEST_CASE("a commit of secret-rotate sets the next time", "[services][secrets]") {
  Secrets model;
  model.create(first_id, {.rotate = RotatePolicy::hourly});
  CHECK(model.report().rotates_ms == model.clock.wall_ms() + 3'600'000);
  model.commit("mariadb/0", {.secret_rotated = SecretRotated{first_id, 1}});
  CHECK(model.report().rotates_ms == model.clock.wall_ms() + services::rotate_again_ms);
  model.commit("mariadb/0", {.secret_rotated = SecretRotated{first_id, 0}});
  CHECK(model.report().rotates_ms == model.clock.wall_ms() + 3'600'000);
}

// --- user secrets -------------------------------------------------------------------------------
TEST_CASE("a user secret is known by name and id, granted to applications, and not a charm's to change",
          "[services][secrets]") {
  Secrets model;
  model.add_user_secret();
  CHECK_THROWS_WITH(model.add_user_secret(first_id), "user secret label \"shared\" already exists");
  CHECK(model.report("shared").id == second_id);
  CHECK(model.report("secret:" + second_id).label == "shared");
  CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = second_id}), Contains("not found"));
  const auto grant = [&](std::vector<std::string> names) {
    model.write([&](auto& tx) { services::grant_user_secret(tx, model.model, "shared", names); });
  };
  CHECK_THROWS_WITH(grant({"wordpress", "nobody"}), Contains("\"nobody\" not found"));
  CHECK_THROWS_WITH(model.read_as("wordpress/0", {.id = second_id}), Contains("not found")); // all or none
  grant({"wordpress"});
  CHECK(model.read_as("wordpress/0", {.id = second_id}) == content);
  CHECK(model.commit_one("wordpress/0", {.id = second_id, .remove = true}).reason == "secret \"" + second_id + "\" not found");
  model.create();
  CHECK_THROWS_WITH(model.write([&](auto& tx) { services::remove_user_secret(tx, model.model, first_id, 0); }),
                    Contains("belongs to a charm"));
}

TEST_CASE("auto-prune drops revisions of a user secret that nobody reads", "[services][secrets]") {
  Secrets model;
  model.add_user_secret();
  const auto update = [&](services::UserSecretChange change) {
    model.write([&](auto& tx) { services::update_user_secret(tx, model.model, "shared", change, model.clock.wall_ms()); });
  };
  model.write([&](auto& tx) { services::grant_user_secret(tx, model.model, "shared", {"wordpress"}); });
  model.read_as("wordpress/0", {.id = second_id});
  update({.content = SecretContent{{"password", "Mg=="}}, .auto_prune = true});
  CHECK(model.report("shared").revisions.size() == 2);
  model.read_as("wordpress/0", {.id = second_id, .refresh = true});
  CHECK(model.report("shared").revisions.size() == 1);
  CHECK(model.report("shared").revision == 2);
}

TEST_CASE("nothing in the database holds a secret's content", "[services][secrets]") {
  Secrets model;
  model.create();
  model.add_user_secret();
  model.hand_over("wordpress/0", "9m4e2mr0ui3e8a215n60");
  CHECK(model.read([](const store::ReadTransaction& tx) {
    auto rows = tx.connection().prepare("SELECT sealed FROM secret_revision UNION ALL SELECT sealed FROM secret_pending");
    int count = 0;
    while (rows.step()) {
      CHECK_THAT(rows.blob(0), !Contains("czNjcjN0") && !Contains("s3cr3t"));
      ++count;
    }
    return count;
  }) == 3);
}
