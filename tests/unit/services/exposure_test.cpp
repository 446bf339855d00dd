#include "services/exposure.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

struct Exposed : SmallModel {
  Exposed() { deploy(add_charm("web", "provides: {site: {interface: http}, admin: {interface: http}}\n")); }

  void expose(const services::ExposeRequest& request) {
    write([&](auto& tx) { services::expose(tx, model, "web", request); });
  }
  void unexpose(const std::vector<std::string>& endpoints = {}) {
    write([&](auto& tx) { services::unexpose(tx, model, "web", endpoints); });
  }
  bool exposed() { return find_application("web")->exposed; }
  /// "site:alpha|10.0.0.0/8 …"
  std::string shown() {
    std::string text;
    for (const auto& row : read([&](auto& tx) { return store::applications::exposure(tx, find_application("web")->id); }))
      text += fmt::format("{}{}:{}|{}", text.empty() ? "" : " ", row.endpoint, fmt::join(row.spaces, ","), fmt::join(row.cidrs, ","));
    return text;
  }
};

} // namespace

TEST_CASE("what cannot be exposed is refused, and nothing changes", "[services]") {
  Exposed model;
  CHECK_THROWS_WITH(model.expose({.endpoints = {"nothing"}}), Catch::Contains("endpoint \"nothing\" not found"));
  CHECK_THROWS_WITH(model.expose({.spaces = {"moon"}}), Catch::Contains("space \"moon\" not found"));
  CHECK_THROWS_WITH(model.expose({.cidrs = {"10.0.0.0/40"}}), "unable to parse \"10.0.0.0/40\" as a CIDR");
  CHECK_THROWS_WITH(model.unexpose({"site"}), Catch::Contains("endpoint \"site\" is not exposed"));
  CHECK_FALSE(model.exposed());
}

TEST_CASE("an application is exposed wholly, or endpoint by endpoint", "[services]") {
  Exposed model;
  model.expose({});
  CHECK((model.exposed() && model.shown().empty()));
  model.expose({.endpoints = {"site"}, .cidrs = {"10.0.0.0/8", "10.0.0.0/8"}});
  CHECK(model.shown() == ":|0.0.0.0/0,::/0 site:|10.0.0.0/8");
  model.expose({.endpoints = {"site", "admin"}, .spaces = {"alpha"}});
  CHECK(model.shown() == ":|0.0.0.0/0,::/0 admin:alpha| site:alpha|");
  model.unexpose({"", "site"});
  CHECK((model.exposed() && model.shown() == "admin:alpha|"));
  model.unexpose({"admin"});
  CHECK((!model.exposed() && model.shown().empty()));
  model.expose({.endpoints = {"admin"}});
  CHECK(model.shown() == "admin:|0.0.0.0/0,::/0");
  model.unexpose();
  CHECK((!model.exposed() && model.shown().empty()));
}
