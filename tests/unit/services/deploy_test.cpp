#include "services/deploy.h"

#include "core/error.h"
#include "services/resolve.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;
using services::DeployRequest;

namespace {

constexpr auto options = "options:\n"
                         "  port: {type: int, default: 80, description: p}\n"
                         "  title: {type: string, description: t}\n";

} // namespace

TEST_CASE("bad input to deploy is named and leaves nothing behind", "[services]") {
  struct Case {
    DeployRequest request;
    std::string message;
  };
  const auto request = GENERATE(values<Case>({
      {{.application = "Foo"}, "invalid application name \"Foo\", unexpected uppercase character"},
      {{.application = "foo-2"}, "invalid application name \"foo-2\""},
      {{.num_units = -1}, "--num-units must be a positive integer"},
      {{.config = {{"prot", "1"}}}, "unknown option \"prot\""},
      {{.config = {{"port", "x"}}}, "option \"port\" expected int, got \"x\""},
      {{.config = {{"title", "\xff"}}}, "value for option \"title\" contains non-UTF-8 sequences"},
      {{.to = {"9"}}, "cannot deploy \"app\": machine 9 not found"},
      {{.to = {"lxd:"}}, "invalid --to parameter \"lxd:\""},
      {{.application = "taken"}, "cannot add application \"taken\": application already exists"},
  }));
  SmallModel model;
  const auto url = model.add_charm("app", "peers: {cluster: c}\n", options);
  model.deploy(url, {.application = "taken"});
  const auto revision = model.revision();
  CHECK_THROWS_WITH(model.deploy(url, request.request), request.message);
  CHECK(model.revision() == revision);
}

TEST_CASE("an unknown charm and charms that cannot run here are refused", "[services]") {
  SmallModel model;
  CHECK_THROWS_WITH(model.deploy("local:nobody-0"), "charm \"local:nobody-0\" not found");
}

TEST_CASE("the application's name is the charm's unless told otherwise", "[services]") {
  SmallModel model;
  const auto url = model.add_charm("app");
  CHECK(url == "local:app-0");
  CHECK(model.add_charm("app") == "local:app-1");
  CHECK(model.deploy(url).application == "app");
  CHECK(model.deploy(url, {.application = "other"}).application == "other");
  CHECK(model.find_unit("other/0"));
}

TEST_CASE("peer relations are made with the application, before any unit", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "peers: {cluster: c}\n"), {.num_units = 0});
  const auto relations = model.relations_of(model.find_application("app")->id);
  REQUIRE(relations.size() == 1);
  CHECK(relations[0].peer());
  CHECK(relations[0].number() == 0);
  CHECK(relations[0].key() == "app:cluster");
}

TEST_CASE("each unit gets a machine of its own, unless it is placed", "[services]") {
  SmallModel model;
  const auto url = model.add_charm("app");
  model.deploy(url, {.num_units = 3});
  model.deploy(url, {.application = "beside", .num_units = 2, .to = {"1"}});
  const auto machine_of = [&](const char* unit) {
    return model.read([&](auto& tx) { return store::machines::get(tx, model.unit(unit).machine).name; });
  };
  CHECK(machine_of("app/0") == "0");
  CHECK(machine_of("app/2") == "2");
  CHECK(machine_of("beside/0") == "1");
  CHECK(machine_of("beside/1") == "3");
}

TEST_CASE("unit numbers are not used again", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"), {.num_units = 2});
  model.remove_unit("app/1");
  const auto names =
      model.write([&](auto& tx) { return services::add_units(tx, model.model, {.application = "app"}, 0); });
  CHECK(names == std::vector<std::string>{"app/2"});
}

TEST_CASE("configuration and trust can be given with deploy", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "", options), {.config = {{"port", "8080"}, {"trust", "true"}}});
  const auto config = model.read([&](auto& tx) { return services::application_config(tx, model.model, "app"); });
  CHECK(config.trust);
  REQUIRE(config.options.size() == 2);
  CHECK(config.options[0].source == "user");
  CHECK(std::get<std::int64_t>(*config.options[0].value) == 8080);
  CHECK(config.options[1].source == "unset");
  CHECK_FALSE(config.options[1].value);
}

TEST_CASE("a value equal to the default shows as default, and reset goes back to it", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "", options));
  const auto source = [&] {
    return model.read([&](auto& tx) { return services::application_config(tx, model.model, "app"); }).options[0].source;
  };
  model.configure("app", {{"port", "80"}});
  CHECK(source() == "default");
  model.configure("app", {{"port", "81"}});
  CHECK(source() == "user");
  model.write([&](auto& tx) { services::configure(tx, model.model, "app", {{}, {"port"}}); });
  CHECK(source() == "default");
}

TEST_CASE("several values are one change, equal ones none, and a bad one spoils all", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "", options));
  const auto before = model.revision();
  model.configure("app", {{"port", "81"}, {"title", "Blog"}});
  CHECK(model.revision() == before + 1);
  model.configure("app", {{"port", "81"}, {"title", "Blog"}});
  CHECK(model.revision() == before + 1);
  CHECK_THROWS_WITH(model.configure("app", {{"port", "82"}, {"titel", "x"}}), "unknown option \"titel\"");
  CHECK(model.revision() == before + 1);
  CHECK_THROWS_WITH(model.configure("nobody", {}), "application \"nobody\" not found");
}

TEST_CASE("only a unit in error can be resolved", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"), {.num_units = 2});
  model.start("app/0");
  const auto resolve = [&](const services::ResolveRequest& request) {
    model.write([&](auto& tx) { services::resolve(tx, model.model, request); });
  };
  CHECK_THROWS_WITH(resolve({.units = {"app/9"}}), "unit \"app/9\" not found");
  CHECK_THROWS_WITH(resolve({.units = {"app/0"}}), "unit \"app/0\" is not in an error state");
  model.commit("app/0", {.agent_status = StatusWrite{"error", "hook failed: \"install\""}});
  resolve({.all = true, .no_retry = true});
  CHECK(model.unit("app/0").resolved == ResolvedMode::no_retry);
  CHECK(model.unit("app/1").resolved == ResolvedMode::none);
}
