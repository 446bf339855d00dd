#include "services/add_machines.h"

#include "services/constraints.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

std::vector<std::string> add(SmallModel& model, const services::AddMachinesRequest& request) {
  return model.write([&](auto& tx) { return services::add_machines(tx, model.model, request, 1); });
}

store::MachineRow machine(SmallModel& model, const std::string& name) {
  return *model.read([&](auto& tx) { return store::machines::find(tx, model.model, name); });
}

} // namespace

TEST_CASE("machines that cannot be are refused, and none is made", "[services]") {
  SmallModel model;
  CHECK_THROWS_WITH(add(model, {.count = 0}), "cannot add 0 machines: from 1 to 1000 at once");
  CHECK_THROWS_WITH(add(model, {.count = 1001}), Catch::Contains("from 1 to 1000"));
  CHECK_THROWS_WITH(add(model, {.base = "noble"}), Catch::Contains("invalid base"));
  CHECK_THROWS_WITH(add(model, {.constraints = "colour=red"}), "unknown constraint \"colour\"");
  CHECK(model.read([&](auto& tx) { return store::machines::list(tx, model.model); }).empty());
}

TEST_CASE("a new machine has its own constraints and base, else the model's", "[services]") {
  SmallModel model;
  model.write([&](auto& tx) { services::set_model_constraints(tx, model.model, "mem=1G cores=2"); });
  CHECK(add(model, {.count = 2, .base = "ubuntu@22.04", .constraints = "mem=4G"}) == std::vector<std::string>{"0", "1"});
  CHECK(machine(model, "1").constraints == "cores=2 mem=4096M");
  CHECK(machine(model, "1").base.str() == "ubuntu@22.04");
  model.write([&](auto& tx) { services::set_model_config(tx, model.model, {{{"default-base", "ubuntu@20.04"}}, {}}); });
  add(model, {});
  CHECK(machine(model, "2").constraints == "cores=2 mem=1024M");
  CHECK(machine(model, "2").base.str() == "ubuntu@20.04");
}

TEST_CASE("an application's constraints are its new machines' over the model's", "[services]") {
  SmallModel model;
  const auto url = model.add_charm("web");
  CHECK_THROWS_WITH(model.deploy(url, {.constraints = "mem=much"}), Catch::Contains("bad \"mem\" constraint"));
  model.write([&](auto& tx) { services::set_model_constraints(tx, model.model, "cores=2"); });
  model.deploy(url, {.constraints = "mem=1G"});
  CHECK(machine(model, "0").constraints == "cores=2 mem=1024M");
  CHECK_THROWS_WITH(model.write([&](auto& tx) { services::set_application_constraints(tx, model.model, "nobody", ""); }),
                    "application \"nobody\" not found");
  model.write([&](auto& tx) { services::set_application_constraints(tx, model.model, "web", "cores=8"); });
  CHECK(model.find_application("web")->constraints == "cores=8");
  CHECK(machine(model, "0").constraints == "cores=2 mem=1024M"); // it was there before
}
