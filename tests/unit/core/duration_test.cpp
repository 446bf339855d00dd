#include "core/duration.h"

#include <catch2/catch.hpp>

using namespace periapt;
using std::chrono::milliseconds;

TEST_CASE("what is not a duration is none", "[core]") {
  const auto text = GENERATE("", "5", "s", "5 s", "5x", "1m30", "-", "1.2.3s", "s5", "1e3s");
  CHECK_FALSE(parse_duration(text));
}

TEST_CASE("durations are read as Go writes them", "[core]") {
  const auto [text, expected] = GENERATE(table<const char*, int>({
      {"0", 0},
      {"0s", 0},
      {"10s", 10'000},
      {"1m30s", 90'000},
      {"250ms", 250},
      {"0.001s", 1},
      {"2.5s", 2500},
      {"1h", 3'600'000},
      {"-1s", -1000},
      {"1.5h0.5m", 5'430'000},
      {"1500us", 1},
  }));
  CHECK(parse_duration(text) == milliseconds(expected));
}
