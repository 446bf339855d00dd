#include "core/config_value.h"
#include "core/revision.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a revision is read back as it was written", "[core]") {
  CHECK(Revision{3, 412}.str() == "3-412");
  CHECK(Revision::parse("3-412") == Revision{3, 412});
  for (const char* bad : {"", "-", "3", "3-", "-412", "3--412", "a-1", "1-a", "1-2-3", " 1-2", "+1-2",
                          "1-99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(Revision::parse(bad));
  }
}

TEST_CASE("revisions grow by epoch, then by number", "[core]") {
  CHECK(Revision{1, 9} < Revision{1, 10});
  CHECK(Revision{1, 10} < Revision{2, 0});
}

TEST_CASE("a configuration value alone is plain text", "[core]") {
  struct Row {
    ConfigValue value;
    const char* text;
  };
  const auto row = GENERATE(values<Row>({
      {true, "True"},
      {false, "False"},
      {std::int64_t{-12345678901}, "-12345678901"},
      {0.5, "0.5"},
      {2.0, "2"},
      {std::string("a b"), "a b"},
  }));
  CHECK(config_text(row.value) == row.text);
}
