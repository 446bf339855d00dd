#include "base/random.h"

#include <catch2/catch.hpp>

#include <set>

using namespace periapt;

TEST_CASE("a random uuid has version 4, the RFC's variant and is another each time", "[base]") {
  const std::string uuid = random_uuid();
  CHECK_THAT(uuid, Catch::Matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  CHECK(uuid != random_uuid());
}

TEST_CASE("random hex has two digits a byte", "[base]") {
  CHECK_THAT(random_hex(16), Catch::Matches("[0-9a-f]{32}"));
}

TEST_CASE("a bounded random number reaches every value and no other", "[base]") {
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_below(5));
  CHECK(seen == std::set<std::uint32_t>{0, 1, 2, 3, 4});
}
