#include "core/names.h"

#include "core/error.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace periapt;

TEST_CASE("each part of an application name between hyphens has a letter", "[core]") {
  for (const char* bad : {"", "-", "a-", "-a", "a--b", "foo-2", "2foo", "Foo", "a_b", "a.b", "a b", "\u00e4", "a/0"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_application_name(bad));
  }
  for (const char* good : {"a", "foo2", "foo-b2", "foo-2b", "a-b-c", "x0"}) {
    CAPTURE(good);
    CHECK(is_valid_application_name(good));
  }
}

TEST_CASE("a refused application name says whether upper case is to blame", "[core]") {
  CHECK_THROWS_WITH(ApplicationName("Foo"), "invalid application name \"Foo\", unexpected uppercase character");
  CHECK_THROWS_WITH(ApplicationName("foo-2"), "invalid application name \"foo-2\"");
}

TEST_CASE("a model name has lower-case letters, digits and hyphens and does not begin with one", "[core]") {
  for (const char* bad : {"", "-a", "A", "a_b", "a.b"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_model_name(bad));
  }
  for (const char* good : {"a", "0", "test-2", "a-"}) {
    CAPTURE(good);
    CHECK(is_valid_model_name(good));
  }
  CHECK_THROWS_WITH(
      ModelName("A"),
      "\"A\" is not a valid name: model names may only contain lowercase letters, digits and hyphens");
}

TEST_CASE("an endpoint name has single separators between its parts", "[core]") {
  for (const char* bad : {"", "0a", "_a", "a_", "a__b", "a-_b", "A", "a.b"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_endpoint_name(bad));
  }
  for (const char* good : {"a", "db", "db-admin", "shared_db", "a0-1"}) {
    CAPTURE(good);
    CHECK(is_valid_endpoint_name(good));
  }
}

TEST_CASE("a machine is a number, and containers in it", "[core]") {
  for (const char* bad : {"", "-1", "01", "a", "0/", "0/lxd", "0/lxd/", "0/lxd/01", "0/LXD/1", "0//1"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_valid_machine_name(bad));
  }
  for (const char* good : {"0", "10", "0/lxd/1", "0/lxd/1/kvm/2"}) {
    CAPTURE(good);
    CHECK(is_valid_machine_name(good));
  }
}

TEST_CASE("a unit is an application and a number without leading zeros", "[core]") {
  for (const char* bad : {"", "a", "a/", "/0", "a/00", "a/01", "a/-1", "a/x", "a//0", "a/0/1", "A/0", "a/99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(UnitName::parse(bad));
  }
  CHECK_THROWS_WITH(UnitName("web//0"), "invalid unit name \"web//0\"");
  const UnitName unit("word-press/10");
  CHECK(unit.application().str() == "word-press");
  CHECK(unit.number() == 10);
  CHECK(unit.tag() == "unit-word-press-10");
  CHECK(UnitName(ApplicationName("a"), 3).str() == "a/3");
}

TEST_CASE("units sort as plain strings for charms and naturally for people", "[core]") {
  CHECK(UnitName("a/10") < UnitName("a/2"));
  CHECK(natural_less("a/2", "a/10"));
  CHECK_FALSE(natural_less("a/10", "a/2"));
  CHECK_FALSE(natural_less("a/2", "a/2"));
  CHECK(natural_less("a", "a/0"));
  CHECK(natural_less("a/9", "b/1"));
  CHECK(natural_less("0/lxd/2", "0/lxd/10"));
}

TEST_CASE("a user's name has letters, digits and inner marks, and may have a domain", "[core]") {
  for (const auto* name : {"", "b", "-bob", "bob-", "b ob", "bob@", "@home", "b@ob@home", "b\xc3\xb6" "b", "bob/x"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH(UserName(name), fmt::format("user name \"{}\" not valid", name));
  }
  for (const auto* name : {"bo", "Bob.Smith+1", "bob-x@example.com", "everyone@external"}) CHECK(UserName(name).str() == name);
}
