#include "adapters/mask.h"

#include "charm/json_value.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::adapters;

TEST_CASE("secret values are masked wherever they stand", "[adapters]") {
  const Mask mask(charm::parse_json(
      R"({"a": {"password": "s3cret", "longer": "s3cret-and-more"}, "b": {"pem": "first line\nsecond \"line\"\n", "pin": "007"}})"));
  const auto [text, masked] = GENERATE(table<std::string, std::string>({
      {"nothing", "nothing"},
      {"s3cret", "****"},
      {"a s3cret and s3cret.", "a **** and ****."},
      {"s3cret-and-more", "****"},
      {"first line of it", "**** of it"},
      {R"({"x": "second \"line\""})", R"({"x": "****"})"},
      {"agent 007", "agent 007"}, // too short: it would be found everywhere
  }));
  CHECK(mask(text) == masked);
}

TEST_CASE("without secrets nothing is masked", "[adapters]") {
  CHECK(Mask(charm::YamlValue())("text") == "text");
  CHECK(Mask(charm::parse_json(R"({"a": null, "b": {"c": 1}})"))("text") == "text");
}
