#include "services/clouds.h"

#include "store/cloud_repository.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

void change_clouds(SmallModel& model, const services::CloudChange& change) {
  model.write([&](auto& tx) { services::set_cloud(tx, change, "localhost"); });
}

} // namespace

TEST_CASE("a cloud that cannot be kept is refused with its reason", "[services]") {
  SmallModel model;
  change_clouds(model, {"stack", "type: openstack\n"});
  struct Case {
    services::CloudChange change;
    std::string reason;
  };
  const auto one = GENERATE(values<Case>({
      {{"", "type: lxd"}, "cloud name \"\" not valid"},
      {{"a/b", "type: lxd"}, "cloud name \"a/b\" not valid"},
      {{"localhost", "type: lxd"}, "it is the controller's own"},
      {{"other", "- a list"}, "cloud \"other\" has no type"},
      {{"other", "endpoint: x"}, "cloud \"other\" has no type"},
      {{"other", "type: ["}, "yaml: "},
      {{"stack", "type: maas"}, "cloud \"stack\" already exists"},
      {{"other", "type: maas", true}, "cloud \"other\" not found"},
  }));
  CAPTURE(one.change.name, one.change.definition);
  CHECK_THROWS_WITH(change_clouds(model, one.change), Catch::Contains(one.reason));
  CHECK(model.read([](auto& tx) { return store::clouds::list(tx); }).size() == 1);
}

TEST_CASE("a cloud is replaced and removed by its name", "[services]") {
  SmallModel model;
  const auto remove = [&](const std::string& name) {
    model.write([&](auto& tx) { services::remove_cloud(tx, name, "localhost"); });
  };
  change_clouds(model, {"stack", "type: openstack\n"});
  change_clouds(model, {"stack", "type: maas\n", true});
  CHECK(model.read([](auto& tx) { return store::clouds::list(tx); }).at("stack") == "type: maas\n");
  CHECK_THROWS_WITH(remove("localhost"), Catch::Contains("it is the controller's own"));
  remove("stack");
  CHECK_THROWS_WITH(remove("stack"), "cloud \"stack\" not found");
}
