#include "core/endpoint.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;

namespace {

Endpoint provides(const std::string& name, const std::string& interface, Scope scope = Scope::global) {
  return {.name = name, .interface = interface, .role = Role::provider, .scope = scope};
}
Endpoint requires_(const std::string& name, const std::string& interface, Scope scope = Scope::global) {
  return {.name = name, .interface = interface, .role = Role::requirer, .scope = scope};
}

/// "wiki" or "wiki:db", as typed.
RelateSide side(const std::string& typed, std::vector<Endpoint> endpoints, bool subordinate = false) {
  const auto colon = typed.find(':');
  RelateSide result{.application = ApplicationName(typed.substr(0, colon)), .endpoints = std::move(endpoints)};
  if (colon != std::string::npos) result.endpoint = typed.substr(colon + 1);
  result.subordinate = subordinate;
  return result;
}

const std::vector<Endpoint> wiki{requires_("db", "mysql"), provides("website", "http")};
const std::vector<Endpoint> mysql{provides("db", "mysql"), provides("db-admin", "mysql-root")};

} // namespace

TEST_CASE("the one pair of opposite roles and equal interface is chosen, in either order", "[core]") {
  CHECK(relation_key(choose_endpoints(side("wiki", wiki), side("mysql", mysql))) == "wiki:db mysql:db");
  CHECK(relation_key(choose_endpoints(side("mysql", mysql), side("wiki", wiki))) == "wiki:db mysql:db");
  CHECK(relation_key(choose_endpoints(side("wiki:db", wiki), side("mysql:db", mysql))) == "wiki:db mysql:db");
}

TEST_CASE("pairs that do not fit are refused", "[core]") {
  CHECK_THROWS_WITH(choose_endpoints(side("wiki", wiki), side("other", {provides("db", "pgsql")})), "no relations found");
  CHECK_THROWS_WITH(choose_endpoints(side("wiki", wiki), side("twin", wiki)), "no relations found");
  CHECK_THROWS_WITH(choose_endpoints(side("wiki:website", wiki), side("mysql", mysql)), "no relations found");
  CHECK_THROWS_WITH(choose_endpoints(side("wiki:nope", wiki), side("mysql", mysql)),
                    "application \"wiki\" has no \"nope\" relation");
  CHECK_THROWS_AS(choose_endpoints(side("wiki", wiki), side("wiki", wiki)), Error);
}

TEST_CASE("a peer endpoint is never a candidate", "[core]") {
  const Endpoint peer{.name = "cluster", .interface = "mysql", .role = Role::peer};
  CHECK_THROWS_WITH(choose_endpoints(side("wiki", {requires_("db", "mysql")}), side("mysql", {peer})),
                    "no relations found");
}

TEST_CASE("an ambiguous relation lists every candidate, requirer first, sorted", "[core]") {
  const std::vector<Endpoint> two{provides("reader", "mysql"), provides("db", "mysql")};
  CHECK_THROWS_WITH(choose_endpoints(side("mysql", two), side("wiki", wiki)),
                    "ambiguous relation: \"mysql wiki\" could refer to \"wiki:db mysql:db\"; \"wiki:db mysql:reader\"");
  CHECK_THROWS_WITH(choose_endpoints(side("mysql", two), side("wiki:db", wiki)),
                    "ambiguous relation: \"mysql wiki:db\" could refer to \"wiki:db mysql:db\"; "
                    "\"wiki:db mysql:reader\"");
  CHECK(relation_key(choose_endpoints(side("wiki", wiki), side("mysql:reader", two))) == "wiki:db mysql:reader");
}

TEST_CASE("every application provides juju-info, which steps back for a declared pair", "[core]") {
  const std::vector<Endpoint> agent{requires_("info", "juju-info", Scope::container)};
  const auto pair = choose_endpoints(side("nrpe", agent, true), side("wiki", wiki));
  CHECK(relation_key(pair) == "nrpe:info wiki:juju-info");
  const std::vector<Endpoint> both{requires_("info", "juju-info", Scope::container),
                                   requires_("monitor", "http", Scope::container)};
  CHECK(relation_key(choose_endpoints(side("nrpe", both, true), side("wiki", wiki))) == "nrpe:monitor wiki:website");
  CHECK(relation_key(choose_endpoints(side("nrpe", both, true), side("wiki:juju-info", wiki))) ==
        "nrpe:info wiki:juju-info");
}

TEST_CASE("container scope is contagious and needs a subordinate", "[core]") {
  const std::vector<Endpoint> logger{requires_("logs", "syslog", Scope::container)};
  const std::vector<Endpoint> app{provides("logs", "syslog")};
  const auto pair = choose_endpoints(side("logger", logger, true), side("app", app));
  CHECK(pair.requirer.scope == Scope::container);
  CHECK(pair.provider.scope == Scope::container);
  CHECK_THROWS_WITH(choose_endpoints(side("logger", logger), side("app", app)), "no relations found");
}
