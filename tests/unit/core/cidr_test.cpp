#include "core/cidr.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a network has an address and a length that it can have", "[core]") {
  for (const char* text : {"", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/8x", "10.0.0.0/-1", "x/8",
                           "2001:db8::/129", "/24", "10.0.0.0/8/8"}) {
    INFO(text);
    CHECK_FALSE(is_cidr(text));
  }
  for (const char* text : {"0.0.0.0/0", "::/0", "10.0.0.0/32", "2002:0:0:1234::/64"}) {
    INFO(text);
    CHECK(is_cidr(text));
  }
}
