#include "core/storage_name.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a storage name holds no way out of its folder", "[core]") {
  const auto bad = GENERATE(values<std::string>(
      {"", ".", "..", "../data", "data/0", "/data", "Data", "0data", "data-", "-data", "data--x", "data-1", "da ta",
       "data\n", std::string("da\0ta", 5), "dàta", "data.img"}));
  CAPTURE(bad);
  CHECK_FALSE(is_valid_storage_name(bad));
  CHECK_FALSE(StorageInstanceName::parse(bad + "/0"));
}

TEST_CASE("names of storage as charms spell them", "[core]") {
  for (const auto* good : {"data", "d", "osd-devices", "data2", "a1-b2-c3"}) {
    CAPTURE(good);
    CHECK(is_valid_storage_name(good));
  }
  const auto name = StorageInstanceName::parse("osd-devices/12");
  REQUIRE(name);
  CHECK(name->storage == "osd-devices");
  CHECK(name->number == 12);
  CHECK(name->str() == "osd-devices/12");
}

TEST_CASE("an instance's number is written in one way", "[core]") {
  const auto bad = GENERATE(values<std::string>({"data", "data/", "data/x", "data/-1", "data/01", "data/+1", "data/1/2",
                                                 "data/99999999999999999999", "data/0x1"}));
  CAPTURE(bad);
  CHECK_FALSE(StorageInstanceName::parse(bad));
}

TEST_CASE("a directive that says nothing clear is refused", "[core]") {
  struct Case {
    const char* text;
    const char* reason;
  };
  const auto bad = GENERATE(values<Case>(
      {{"", "storage constraints require at least one field to be specified"},
       {",,", "storage constraints require at least one field to be specified"},
       {"0", "parsing storage count: count must be greater than zero, got \"0\""},
       {"-1", "parsing storage count: count must be greater than zero, got \"-1\""},
       {"1,2", "storage constraint count specified more than once"},
       {"1G,2G", "storage constraint size specified more than once"},
       {"loop,tmpfs", "storage constraint pool specified more than once"},
       {"../x", "unrecognized storage constraint \"../x\" not valid"},
       {"1.5", "unrecognized storage constraint \"1.5\" not valid"}}));
  CAPTURE(bad.text);
  CHECK_THROWS_WITH(parse_storage_directive(bad.text), bad.reason);
  CHECK_THROWS_WITH(parse_storage_directive("data", bad.text),
                    "cannot parse constraints for storage \"data\": " + std::string(bad.reason));
}

TEST_CASE("pool, count and size of a directive come in any order", "[core]") {
  const StorageDirective whole{"lxd", 2, 10240};
  for (const auto* text : {"lxd,2,10G", "10G,lxd,2", "2,10GiB,lxd", ",2,,lxd,10G,"}) {
    CAPTURE(text);
    CHECK(parse_storage_directive(text) == whole);
  }
  CHECK(parse_storage_directive("1.5G").size_mib == 1536);
  CHECK(parse_storage_directive("3").count == 3);
  CHECK(parse_storage_directive("ebs-ssd").pool == "ebs-ssd");
}

TEST_CASE("a size is shown in the largest unit that fits", "[core]") {
  CHECK(size_text(100) == "100 MiB");
  CHECK(size_text(3) == "3.0 MiB");
  CHECK(size_text(1024) == "1.0 GiB");
  CHECK(size_text(1536) == "1.5 GiB");
  CHECK(size_text(20 * 1024) == "20 GiB");
}
