#include "services/model_defaults.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;
using Settings = std::map<std::string, std::string>;

namespace {

void set(SmallModel& model, const services::ModelDefaultsChange& change) {
  model.write([&](auto& tx) { services::set_model_defaults(tx, change); });
}

Settings settings_of_new_model(SmallModel& model, const Settings& config = {}) {
  return model.write([&](auto& tx) {
    const auto id = services::add_model(tx, {"fresh", "6d0c8a3e-0000-4000-8000-000000000002", config}, 1).id;
    return services::model_config(tx, id);
  });
}

} // namespace

TEST_CASE("what may not be set in a model may not be a default either", "[services]") {
  SmallModel model;
  CHECK_THROWS_WITH(set(model, {"", {{"agent-version", "3"}}, {}}), "\"agent-version\" must be set via \"upgrade-model\"");
  CHECK_THROWS_WITH(set(model, {"", {{"mode", ""}, {"automatically-retry-hooks", "maybe"}}, {}}),
                    Catch::Contains("invalid automatically-retry-hooks"));
  CHECK_THROWS_WITH(set(model, {"", {{"mode", ""}}, {"mode"}}), "cannot set and reset key \"mode\" simultaneously");
  CHECK(model.read([](auto& tx) { return services::model_defaults(tx).controller; }).empty());
}

TEST_CASE("a new model inherits the controller's defaults, a region's win, its own win over both", "[services]") {
  SmallModel model;
  set(model, {"", {{"mode", "a"}, {"http-proxy", "b"}, {"no-proxy", "c"}}, {}});
  set(model, {"localhost", {{"http-proxy", "region"}}, {}});
  set(model, {"elsewhere", {{"no-proxy", "not here"}}, {}});
  CHECK(settings_of_new_model(model, {{"mode", "own"}}) ==
        Settings{{"http-proxy", "region"}, {"mode", "own"}, {"no-proxy", "c"}});
  CHECK(model.read([&](auto& tx) { return services::model_config(tx, model.model); }).empty()); // it was there before
}

TEST_CASE("a setting that is reset goes back to the default, and a default that is reset is gone", "[services]") {
  SmallModel model;
  set(model, {"", {{"mode", "a"}}, {}});
  const auto config = [&] { return model.read([&](auto& tx) { return services::model_config(tx, model.model); }); };
  const auto reset = [&] { model.write([&](auto& tx) { services::set_model_config(tx, model.model, {{}, {"mode"}}); }); };
  reset();
  CHECK(config() == Settings{{"mode", "a"}});
  set(model, {"", {}, {"mode"}});
  reset();
  CHECK(config().empty());
}
