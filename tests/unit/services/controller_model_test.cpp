// The controller's own model, which is in every list and holds nothing.
#include "services/add_machines.h"
#include "services/models.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

constexpr auto uuid = "6d0c8a3e-0000-4000-8000-00000000000c";

struct WithControllerModel : SmallModel {
  WithControllerModel() {
    write([&](auto& tx) { services::add_controller_model(tx, uuid, 5); });
  }
  ModelId own() {
    return read([](auto& tx) { return services::find_model(tx, "controller"); });
  }
};

} // namespace

TEST_CASE("the controller's own model is made once, and not over a user's model of that name", "[services]") {
  WithControllerModel model;
  CHECK_FALSE(model.read(services::lacks_controller_model));
  CHECK(model.read([&](auto& tx) { return services::model_summary(tx, model.own()); }).is_controller);
  CHECK_FALSE(model.read([&](auto& tx) { return services::model_summary(tx, model.model); }).is_controller);
  CHECK_THROWS_WITH(model.write([](auto& tx) { return services::add_model(tx, {"controller", "u", {}}, 5).id; }),
                    Catch::Contains("already exists"));

  SmallModel older;
  CHECK(older.read(services::lacks_controller_model));
  older.write([](auto& tx) { return services::add_model(tx, {"controller", "u", {}}, 5).id; });
  CHECK_FALSE(older.read(services::lacks_controller_model));
}

TEST_CASE("nothing is put into the controller's own model, and it is not destroyed", "[services]") {
  WithControllerModel model;
  CHECK_THROWS_WITH(
      model.write([&](auto& tx) { services::destroy_model(tx, model.own(), true, 5); }),
      "\"controller\" is a controller; use 'juju destroy-controller' to destroy it");
  CHECK_THROWS_WITH(model.write([&](auto& tx) { return services::add_machines(tx, model.own(), {.count = 1}, 5); }),
                    "cannot add a machine: model \"controller\" is the controller's own and holds nothing else");
  model.model = model.own();
  CHECK_THROWS_WITH(model.deploy(model.add_charm("db")),
                    "cannot add application \"db\": model \"controller\" is the controller's own and holds nothing else");
}
