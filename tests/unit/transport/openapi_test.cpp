#include "base/file.h"
#include "support/source_dir.h"
#include "transport/openapi.h"
#include "transport/route_table.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace periapt;

TEST_CASE("the published description of the API is the program's own", "[transport]") {
  const std::string path = source_dir() / "schemas/api/openapi.yaml";
  if (std::getenv("PERIAPT_TEST_ACCEPT") != nullptr) std::ofstream(path) << transport::openapi_yaml();
  CHECK(read_file(path) == transport::openapi_yaml());
}

TEST_CASE("every route of the table is found by its own path", "[transport]") {
  for (const auto& route : transport::route_table()) {
    std::string target(route.pattern);
    for (auto open = target.find('{'); open != std::string::npos; open = target.find('{'))
      target.replace(open, target.find('}') - open + 1, "7");
    INFO(target);
    transport::Call call;
    CHECK(transport::find_route(route.method, target, call) == &route);
  }
}
