#include "cli/duration.h"

#include <catch2/catch.hpp>

using namespace periapt::cli;

TEST_CASE("ages are told as people say them", "[cli]") {
  constexpr periapt::TimeMs now = 1'767'348'000'000; // 2026-01-02 10:00 UTC
  CHECK(friendly_age(now - 5'000, now) == "just now");
  CHECK(friendly_age(now - 60'000, now) == "1 minute ago");
  CHECK(friendly_age(now - 3 * 3'600'000, now) == "3 hours ago");
  CHECK(friendly_age(now - 5 * 86'400'000LL, now) == "2025-12-28");
}
