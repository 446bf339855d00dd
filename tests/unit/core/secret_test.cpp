#include "core/secret.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a secret's id is 20 characters that hold 96 bits", "[core]") {
  for (const auto* bad : {"", "9m4e2mr0ui3e8a215n4", "9m4e2mr0ui3e8a215n4h", "9m4e2mr0ui3e8a215n4w", "9M4e2mr0ui3e8a215n4g",
                          "9m4e2mr0ui3e8a215n4g0"})
    CHECK_FALSE(is_secret_id(bad));
  CHECK(is_secret_id("9m4e2mr0ui3e8a215n4g"));
  CHECK(secret_id_from_hex("000000000000000000000000") == "00000000000000000000");
  CHECK(secret_id_from_hex("ffffffffffffffffffffffff") == "vvvvvvvvvvvvvvvvvvvg");
  CHECK(secret_id_from_hex("4d5f0a2e1c3b4d5e6f708192") == "9lfgkbgs7d6lsrrgg690");
}

TEST_CASE("a secret is named by its URI in four forms", "[core]") {
  const std::string id = "9m4e2mr0ui3e8a215n4g";
  const std::string uuid = "6d0c8a3e-0000-4000-8000-000000000001";
  for (const auto& good : {id, "secret:" + id, "secret://" + uuid + "/" + id, uuid + "/" + id, "secret:" + uuid + "/" + id})
    CHECK(parse_secret_uri(good) == id);
  for (const auto& bad : {std::string(), std::string("secret:"), "http:" + id, std::string("secret:x"), "secret://" + id + "/" + id, "x/" + id})
    CHECK_FALSE(parse_secret_uri(bad));
}

TEST_CASE("a key has three characters or more, begins with a letter and keeps its hyphens apart", "[core]") {
  for (const auto* bad : {"", "ab", "1bc", "aBc", "ab-", "a--b", "a-", "-abc", "a_bc", "a.bc", "a-b"})
    CHECK_FALSE(is_secret_key(bad));
  for (const auto* good : {"abc", "a1b2", "a-bc", "ab-c", "tls-ca", "a-b-c"}) CHECK(is_secret_key(good));
}
