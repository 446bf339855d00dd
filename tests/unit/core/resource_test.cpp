#include "core/resource.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a name that leads elsewhere is no plain file name", "[core]") {
  const auto bad = GENERATE(values<std::string>({"", ".", "..", "../x", "/etc/passwd", "a/b", "a/", "a\nb",
                                                 std::string("a\0b", 3), "a\x7f", std::string(201, 'a')}));
  CAPTURE(bad);
  CHECK_FALSE(is_plain_file_name(bad));
}

TEST_CASE("what charms call their files are plain names", "[core]") {
  const auto good = GENERATE(values<std::string>(
      {"software.tgz", "a", ".bashrc", "Some File (1).tar", "düsseldorf.txt", "x..y", "...", std::string(200, 'a')}));
  CAPTURE(good);
  CHECK(is_plain_file_name(good));
}
