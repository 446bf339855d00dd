#include "charm/build_record.h"

#include <catch2/catch.hpp>

using namespace periapt::charm;

TEST_CASE("a record that cannot be read is one that is not there", "[charm]") {
  const auto text = GENERATE(as<std::string>(), "", "{", "[]", "{}", "{\"layers\": []}", "text");
  CHECK_FALSE(parse_build_record(text));
}

TEST_CASE("a record tells the layers and which of them gave which file", "[charm]") {
  const auto record = parse_build_record(R"({"layers": [{"rev": "r1", "url": "layer:basic"}, {"rev": null, "url": "top"}],
    "signatures": {".build.manifest": ["build", "dynamic", "unchecked"], "x": ["layer:basic", "static", "aa"], "odd": 3}})");
  REQUIRE(record);
  CHECK(record->layers == std::vector<BuildRecord::Layer>{{"layer:basic", "r1"}, {"top", ""}});
  CHECK(record->files == std::map<std::string, std::string>{{"x", "layer:basic"}});
}
