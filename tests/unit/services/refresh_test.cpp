#include "services/refresh.h"

#include "services/lifecycle.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;
using periapt::test::SmallModel;
using services::RefreshRequest;

namespace {

constexpr auto old_options = "options:\n"
                             "  port: {type: int, default: 80, description: p}\n"
                             "  title: {type: string, description: t}\n"
                             "  mode: {type: string, default: fast, description: m}\n";

services::Refreshed refresh(SmallModel& model, const std::string& application, RefreshRequest request) {
  return model.write(
      [&](auto& tx) { return services::refresh(tx, model.model, application, request, model.clock.wall_ms()); });
}

ConfigValues config(SmallModel& model, const std::string& application) {
  const auto id = model.find_application(application)->id;
  return model.read([&](auto& tx) { return store::applications::config(tx, id); });
}

} // namespace

TEST_CASE("a charm that does not fit is refused with the reason, and nothing changes", "[services]") {
  struct Case {
    std::string name;
    std::string metadata;
    std::string reason;
  };
  const std::string with_relations = "requires: {db: mysql}\npeers: {peers: wp}\n";
  const auto bad = GENERATE_COPY(values<Case>({
      {"blog", with_relations, "cannot refresh \"wordpress\" to \"blog\""},
      {"wordpress", "peers: {peers: wp}\n", "would break relation \"wordpress:db mariadb:server\""},
      {"wordpress", "requires: {db: pgsql}\npeers: {peers: wp}\n", "would break relation \"wordpress:db mariadb:server\""},
      {"wordpress", "provides: {db: mysql}\npeers: {peers: wp}\n", "would break relation \"wordpress:db mariadb:server\""},
      {"wordpress", "requires: {db: mysql}\n", "would break relation \"wordpress:peers\""},
      {"wordpress", "requires: {db: mysql, host: {interface: juju-info, scope: container}}\npeers: {peers: wp}\n"
                    "subordinate: true\n", "it would change the application's subordinacy"},
  }));
  RelatedPair model;
  const auto url = model.add_charm(bad.name, bad.metadata);
  const auto revision = model.revision();
  CHECK_THROWS_WITH(refresh(model, "wordpress", {.charm_url = url}), Catch::Contains(bad.reason));
  CHECK(model.revision() == revision);
}

TEST_CASE("an application, a charm and a setting that are not there are named", "[services]") {
  RelatedPair model;
  CHECK_THROWS_WITH(refresh(model, "nobody", {.charm_url = "local:wordpress-0"}), "application \"nobody\" not found");
  CHECK_THROWS_WITH(refresh(model, "wordpress", {.charm_url = "local:wordpress-9"}),
                    "charm \"local:wordpress-9\" not found");
  CHECK_THROWS_WITH(refresh(model, "wordpress", {.charm_url = "local:wordpress-0", .config = {{"x", "1"}}}),
                    "unknown option \"x\"");
}

TEST_CASE("an endpoint's new limit below the relations in use is refused", "[services]") {
  RelatedPair model;
  model.deploy("local:mariadb-0", {.application = "second"});
  model.relate("wordpress", "second");
  const auto url = model.add_charm("wordpress", "requires: {db: {interface: mysql, limit: 1}}\npeers: {peers: wp}\n");
  CHECK_THROWS_WITH(refresh(model, "wordpress", {.charm_url = url}),
                    Catch::Contains("endpoint \"db\" would allow 1 relations and has 2"));
}

TEST_CASE("settings go along as far as the new charm has them; defaults are the new ones", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "", old_options),
               {.config = {{"port", "8080"}, {"title", "mine"}, {"mode", "slow"}}});
  const auto url = model.add_charm("app", "",
                                   "options:\n"
                                   "  port: {type: string, default: '81', description: p}\n" // another type
                                   "  mode: {type: string, default: safe, description: m}\n"
                                   "  speed: {type: int, default: 3, description: s}\n");
  refresh(model, "app", {.charm_url = url, .config = {{"speed", "4"}}, .trust = true});
  CHECK(config(model, "app") == ConfigValues{{"mode", std::string("slow")}, {"speed", std::int64_t(4)}});
  CHECK(model.find_application("app")->trust);
}

TEST_CASE("a refresh is told to the units, also to a revision of the same content, but not to the same revision",
          "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"));
  CHECK_FALSE(refresh(model, "app", {.charm_url = "local:app-0"}).changed);
  CHECK(model.find_application("app")->charm_modified == 0);
  CHECK(refresh(model, "app", {.charm_url = model.add_charm("app")}).changed);
  CHECK(model.find_application("app")->charm_modified == 1);
  CHECK(refresh(model, "app", {.charm_url = "local:app-0"}).changed);
  CHECK(model.find_application("app")->charm_modified == 2);
}

TEST_CASE("units in error take a charm that is forced, until the next that is not", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"));
  model.commit("app/0", {.agent_status = StatusWrite{"error", "hook failed: \"install\""}});
  const auto application = [&] { return *model.find_application("app"); };
  const auto second = model.add_charm("app");
  refresh(model, "app", {.charm_url = second});
  CHECK_FALSE(application().charm_forced);

  const auto modified = application().charm_modified;
  CHECK_FALSE(refresh(model, "app", {.charm_url = second, .force_units = true}).changed);
  CHECK(application().charm_forced);
  CHECK(application().charm_modified == modified); // the others have it already
  const auto revision = model.revision();
  refresh(model, "app", {.charm_url = second, .force_units = true});
  CHECK(model.revision() == revision);

  CHECK(refresh(model, "app", {.charm_url = model.add_charm("app"), .force_units = true}).changed);
  CHECK(application().charm_forced);
  refresh(model, "app", {.charm_url = second});
  CHECK_FALSE(application().charm_forced);
}

TEST_CASE("a peer endpoint that the new charm adds gets its relation, once", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "peers: {one: p}\n"));
  const auto url = model.add_charm("app", "peers: {one: p, two: p}\n");
  refresh(model, "app", {.charm_url = url});
  refresh(model, "app", {.charm_url = url});
  CHECK(model.relations_of(model.find_application("app")->id).size() == 2);
}

TEST_CASE("another charm is taken when it is asked for, with the same relations", "[services]") {
  RelatedPair model;
  const auto url = model.add_charm("blog", "requires: {db: mysql}\npeers: {peers: wp}\n");
  CHECK(refresh(model, "wordpress", {.charm_url = url, .switching = true}).changed);
}

TEST_CASE("the application keeps its base, which the new charm must support unless forced", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app", "series: [jammy]\n"));
  const auto url = model.add_charm("app", "series: [noble]\n");
  CHECK_THROWS_WITH(refresh(model, "app", {.charm_url = url}),
                    "base \"ubuntu@22.04\" not supported by charm, the charm supported bases are: ubuntu@24.04");
  refresh(model, "app", {.charm_url = url, .force_base = true});
  CHECK(model.find_application("app")->base.track == "22.04");
}
