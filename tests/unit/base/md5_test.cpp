#include "base/md5.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("MD5 is as RFC 1321 has it", "[base]") {
  CHECK(md5_hex("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(md5_hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
}
