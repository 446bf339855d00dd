#include "core/constraints.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a constraint that is none is refused with its reason", "[core]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>({
      {"colour=red", "unknown constraint \"colour\""},
      {"mem", "malformed constraint \"mem\""},
      {"=4", "malformed constraint \"=4\""},
      {"cores=-1", "bad \"cores\" constraint: must be a non-negative integer"},
      {"cores=4x", "bad \"cores\" constraint: must be a non-negative integer"},
      {"mem=2Q", "bad \"mem\" constraint: must be a non-negative float with optional M/G/T/P suffix"},
      {"mem=G", "bad \"mem\" constraint: must be a non-negative float with optional M/G/T/P suffix"},
      {"mem=1e300", "bad \"mem\" constraint: must be a non-negative float with optional M/G/T/P suffix"},
      {"mem=900000000P", "bad \"mem\" constraint: must be a non-negative float with optional M/G/T/P suffix"},
      {"cores=99999999999999999999", "bad \"cores\" constraint: must be a non-negative integer"},
      {"root-disk=nan", "bad \"root-disk\" constraint: must be a non-negative float with optional M/G/T/P suffix"},
      {"allocate-public-ip=maybe", "bad \"allocate-public-ip\" constraint: must be 'true' or 'false'"},
  }));
  CHECK_THROWS_WITH(Constraints::parse(text), reason);
}

TEST_CASE("constraints have one text, whatever was typed", "[core]") {
  const auto [text, canonical] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"  ", ""},
      {"mem=1G cores=4", "cores=4 mem=1024M"},
      {"mem=0.5G", "mem=512M"},
      {"mem=1.2M", "mem=2M"},
      {"cpu-cores=2", "cores=2"},
      {"cores=2 cores=08", "cores=8"},
      {"cores=2 cores=", ""},
      {"zones=a,b tags=x root-disk=1T arch=amd64", "arch=amd64 root-disk=1048576M tags=x zones=a,b"},
  }));
  CHECK(Constraints::parse(text).str() == canonical);
  CHECK(Constraints::parse(canonical).str() == canonical);
}

TEST_CASE("an application's constraints win over the model's, key by key", "[core]") {
  const auto merged = Constraints::parse("mem=2G").over(Constraints::parse("mem=1G cores=4"));
  CHECK(merged.str() == "cores=4 mem=2048M");
}
