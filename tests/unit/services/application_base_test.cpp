#include "services/application_base.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

struct BasedModel : SmallModel {
  void set_base(const std::string& application, const std::string& base) {
    write([&](auto& tx) { services::set_application_base(tx, model, application, base); });
  }
  std::string base_of(const std::string& application) { return find_application(application)->base.str(); }
  std::string base_of_machine(const std::string& unit_name) {
    return read([&](auto& tx) { return store::machines::get(tx, unit(unit_name).machine).base.str(); });
  }
};

} // namespace

TEST_CASE("a base that is none or that the charm does not support is refused", "[services]") {
  BasedModel model;
  model.deploy(model.add_charm("app", "series: [focal, jammy]\n"));
  CHECK_THROWS_WITH(model.set_base("nobody", "ubuntu@22.04"), "application \"nobody\" not found");
  CHECK_THROWS_WITH(model.set_base("app", "jammy"), Catch::StartsWith("invalid base \"jammy\""));
  CHECK_THROWS_WITH(model.set_base("app", "ubuntu@24.04"),
                    "updating application base: application \"app\": base \"ubuntu@24.04\" not supported by charm, the charm "
                    "supported bases are: ubuntu@20.04, ubuntu@22.04");
  CHECK(model.base_of("app") == "ubuntu@20.04");
}

TEST_CASE("units added later get the base, those that are there keep theirs", "[services]") {
  BasedModel model;
  model.deploy(model.add_charm("app", "series: [focal, jammy]\n"));
  const auto before = model.revision();
  model.set_base("app", "ubuntu@20.04/stable");
  CHECK(model.revision() == before); // it had that one
  model.set_base("app", "ubuntu@22.04");
  model.write([&](auto& tx) { services::add_units(tx, model.model, {.application = "app", .num_units = 1}, 1); });
  CHECK(model.base_of_machine("app/0") == "ubuntu@20.04");
  CHECK(model.base_of_machine("app/1") == "ubuntu@22.04");
}

TEST_CASE("subordinates get the base with their principal, or nobody does", "[services]") {
  const auto [series, accepted] = GENERATE(table<std::string, bool>({{"[focal]", false}, {"[focal, jammy]", true}}));
  BasedModel model;
  model.deploy(model.add_charm("app", "series: [focal, jammy]\n"));
  model.deploy(model.add_charm("helper", "series: " + series + "\nsubordinate: true\nrequires:\n  host: {interface: juju-info, scope: container}\n"));
  model.relate("app", "helper");
  model.start("app/0");
  REQUIRE(model.find_unit("helper/0"));
  if (accepted) model.set_base("app", "ubuntu@22.04");
  else CHECK_THROWS_WITH(model.set_base("app", "ubuntu@22.04"), Catch::Contains("application \"helper\": base \"ubuntu@22.04\" not supported"));
  for (const auto* name : {"app", "helper"}) CHECK(model.base_of(name) == (accepted ? "ubuntu@22.04" : "ubuntu@20.04"));
}
