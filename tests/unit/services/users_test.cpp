#include "services/users.h"

#include "services/grants.h"
#include "services/passwords.h"
#include "store/access_repository.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;
using namespace std::chrono_literals;

namespace {

struct Users : SmallModel {
  Users() {
    write([](auto& tx) { services::add_user(tx, {"bob", "Bob", "hash of key"}, 1); });
  }
  store::UserRow user(const std::string& name) {
    return read([&](auto& tx) { return services::find_user(tx, name); });
  }
  void open_session(const std::string& token_hash, TimeMs now) {
    write([&](auto& tx) { services::open_session(tx, services::find_user(tx, "bob"), token_hash, now); });
  }
  bool session_holds(const std::string& token_hash, TimeMs now) {
    return read([&](auto& tx) { return store::users::of_session(tx, token_hash, now).has_value(); });
  }
  void model_access(const std::string& name, const std::string& level, bool revoke = false) {
    write([&](auto& tx) { services::change_model_access(tx, model, {name, level, revoke}, 2); });
  }
  void controller_access(const std::string& name, const std::string& level, bool revoke = false) {
    write([&](auto& tx) { services::change_controller_access(tx, {name, level, revoke}, 2); });
  }
  ModelAccess held(const std::string& name) {
    return read([&](auto& tx) { return services::model_access_of(tx, services::find_user(tx, name), model); });
  }
};

} // namespace

TEST_CASE("a password opens its own hash only, and none opens an empty one", "[services]") {
  CHECK_THROWS_WITH(services::hash_password(""), "password cannot be empty");
  CHECK_THROWS_WITH(services::hash_password(std::string(1025, 'x')), "password is longer than 1024 bytes");
  const auto hash = services::hash_password("secret");
  CHECK(hash.find("secret") == std::string::npos);
  CHECK(hash != services::hash_password("secret")); // each has its own salt
  CHECK(services::password_opens(hash, "secret"));
  CHECK_FALSE(services::password_opens(hash, "Secret"));
  CHECK_FALSE(services::password_opens(hash, ""));
  CHECK_FALSE(services::password_opens("", "nobody's"));
  CHECK_FALSE(services::same_secret("", "x"));
  CHECK(services::same_secret("abc", "abc"));
}

TEST_CASE("users that cannot be added, or changed, are refused with their reason", "[services]") {
  Users users;
  const auto add = [&](const std::string& name) { users.write([&](auto& tx) { services::add_user(tx, {name, "", ""}, 1); }); };
  CHECK_THROWS_WITH(add("bob"), "failed to create user \"bob\": user already exists");
  CHECK_THROWS_WITH(add("b b"), "user name \"b b\" not valid");
  CHECK_THROWS_WITH(add("bob@home"), Catch::Contains("users of a domain are not added"));
  const auto remove = [&](const std::string& name) { users.write([&](auto& tx) { services::remove_user(tx, name); }); };
  CHECK_THROWS_WITH(remove("ann"), "user \"ann\" not found");
  CHECK_THROWS_WITH(remove("admin"), Catch::Contains("it owns the controller"));
  CHECK_THROWS_WITH(users.write([](auto& tx) { services::set_user_disabled(tx, "admin", true); }),
                    Catch::Contains("it owns the controller"));
  CHECK_THROWS_WITH(users.controller_access("admin", "login", true), Catch::Contains("it owns the controller"));
  CHECK_THROWS_WITH(users.write([](auto& tx) { services::set_user_password(tx, "everyone@external", "h"); }),
                    "cannot change password for external user \"everyone@external\"");
}

TEST_CASE("a session ends after a day, when it is closed, and with its user's right to it", "[services]") {
  constexpr TimeMs day = 24 * 60 * 60 * 1000;
  Users users;
  users.open_session("one", 100);
  users.open_session("two", 100);
  CHECK(users.session_holds("one", 99 + day));
  CHECK_FALSE(users.session_holds("one", 100 + day));
  CHECK_FALSE(users.session_holds("none", 100));
  CHECK(users.user("bob").seen_ms == 100);

  SECTION("closed") {
    users.write([](auto& tx) { store::users::end_session(tx, "one"); });
    CHECK(users.session_holds("two", 100));
  }
  SECTION("another password") {
    users.write([](auto& tx) { services::set_user_password(tx, "bob", "other hash"); });
    CHECK_FALSE(users.session_holds("two", 100));
  }
  SECTION("a password that is void") {
    users.write([](auto& tx) { services::reset_user_password(tx, "bob", "hash of another key"); });
    CHECK_FALSE(users.session_holds("two", 100));
    CHECK(users.user("bob").password_hash.empty());
  }
  SECTION("disabled") {
    users.write([](auto& tx) { services::set_user_disabled(tx, "bob", true); });
    CHECK_FALSE(users.session_holds("two", 100));
    CHECK_THROWS_WITH(users.read([&](auto& tx) { return services::admit(tx, users.user("bob")); }), "invalid entity name or password");
  }
  SECTION("removed, and another user of that name") {
    const auto id = users.user("bob").id;
    users.write([](auto& tx) { services::remove_user(tx, "bob"); });
    users.write([](auto& tx) { services::add_user(tx, {"bob", "", ""}, 1); });
    CHECK_FALSE(users.session_holds("two", 100));
    CHECK(users.user("bob").id != id);
  }
  CHECK_FALSE(users.session_holds("one", 100));
}

TEST_CASE("a password that was changed while another was being checked lets nobody in", "[services]") {
  Users users;
  const auto seen = users.user("bob");
  users.write([](auto& tx) { services::set_user_password(tx, "bob", "new"); });
  CHECK_THROWS_WITH(users.read([&](auto& tx) { return services::admit(tx, seen); }), "invalid entity name or password");
}

TEST_CASE("access is granted upward and revoked downward", "[services]") {
  Users users;
  CHECK(users.held("bob") == ModelAccess::none);
  CHECK_THROWS_WITH(users.model_access("ann", "read"), "user \"ann\" not found");
  CHECK_THROWS_WITH(users.model_access("bob", "login"), "\"login\" model access not valid");
  users.model_access("bob", "write");
  CHECK_THROWS_WITH(users.model_access("bob", "read"), "user already has \"read\" access or greater");
  users.model_access("bob", "admin", true); // it has less
  CHECK(users.held("bob") == ModelAccess::write);
  users.model_access("bob", "write", true);
  CHECK(users.held("bob") == ModelAccess::read);
  users.model_access("bob", "read", true);
  CHECK(users.held("bob") == ModelAccess::none);
  CHECK(users.held("admin") == ModelAccess::admin);

  users.controller_access("bob", "superuser");
  CHECK(users.held("bob") == ModelAccess::admin);
  users.controller_access("bob", "superuser", true);
  CHECK(users.user("bob").access == ControllerAccess::login);
}

TEST_CASE("a user of a domain comes to be by a grant, and has what everyone of a domain has", "[services]") {
  Users users;
  const auto shown = [&](const std::string& name) {
    return users.read([&](auto& tx) { return services::controller_access_of(tx, services::find_user(tx, name)); });
  };
  CHECK_THROWS_WITH(users.controller_access("ann@home", "login", true), "user \"ann@home\" not found");
  users.controller_access("ann@home", "login");
  users.controller_access("ann@home", "login", true);
  CHECK(shown("ann@home") == ControllerAccess::none);
  users.controller_access("everyone@external", "login");
  CHECK(shown("ann@home") == ControllerAccess::login);
  CHECK(shown("bob") == ControllerAccess::login);
}

TEST_CASE("a model belongs to who adds it, and two users may have models of one name", "[services]") {
  Users users;
  const auto add = [&](const std::string& owner, const std::string& uuid) {
    return users.write([&](auto& tx) { return services::add_model(tx, {"shop", uuid, {}, owner}, 5); }).id;
  };
  CHECK_THROWS_WITH(add("admin", "u2"), Catch::Contains("already exists"));
  CHECK_THROWS_WITH(add("ann", "u2"), "user \"ann\" not found");
  const auto own = add("bob", "u2");
  const auto find = [&](const std::string& name, const std::string& user) {
    return users.read([&](auto& tx) { return services::find_model(tx, name, user); });
  };
  CHECK(find("shop", "bob") == own);
  CHECK(find("shop", "admin") == users.model);
  CHECK(find("bob/shop", "admin") == own);
  const auto members = users.read([&](auto& tx) { return store::access::of_model(tx, own); });
  REQUIRE(members.size() == 1);
  CHECK((members[0].name == "bob" && members[0].access == ModelAccess::admin));
}

TEST_CASE("models are added by who may, on the controller or on its cloud", "[services]") {
  Users users;
  const auto may = [&] {
    return users.read([&](auto& tx) { return services::may_add_models(tx, services::find_user(tx, "bob"), "localhost"); });
  };
  const auto cloud = [&](const std::string& name, bool revoke = false) {
    users.write([&](auto& tx) { services::change_cloud_access(tx, name, "localhost", {"bob", "add-model", revoke}, 1); });
  };
  CHECK_FALSE(may());
  CHECK_THROWS_WITH(cloud("moon"), "cloud \"moon\" not found");
  cloud("localhost");
  CHECK(may());
  cloud("localhost", true);
  CHECK_FALSE(may());
  users.controller_access("bob", "add-model");
  CHECK(may());
}
