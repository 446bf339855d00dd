#include "adapters/previewed_event.h"

#include "adapters/hook_tools.h"
#include "charm/json_value.h"

#include <catch2/catch.hpp>

using namespace periapt;

namespace {

charm::Charm a_web_charm() {
  charm::Charm charm;
  for (const char* name : {"db", "db-admin"}) charm.endpoints.push_back({.name = name});
  return charm;
}

charm::YamlMap a_model() {
  const auto value = charm::parse_json(R"({"event":{"name":"juju-preview"},"action":{"name":"juju-preview"},"remote":{},
    "relations":{"db":[{"id":"db:4","remote-app":"pg","app":{"v":"9"},"units":[{"name":"pg/0","data":{"host":"h"}}]}],"db-admin":[]}})");
  return std::get<charm::YamlMap>(value.data);
}

std::string part(const charm::YamlMap& model, std::string_view key) {
  for (const auto& [name, value] : model)
    if (name == key) return charm::write_json(value);
  return "none";
}

} // namespace

TEST_CASE("a previewed event of a relation is that of its first relation and unit", "[adapters]") {
  auto model = a_model();
  std::vector<std::string> environment{"JUJU_RELATION_ID=", "PATH=/bin"};
  adapters::set_previewed_event(model, environment, a_web_charm(), "db-relation-changed");
  CHECK(part(model, "event") ==
        R"({"name":"db-relation-changed","relation":"db","relation-id":"db:4","remote-unit":"pg/0","remote-app":"pg"})");
  CHECK(part(model, "remote") == R"({"host":"h"})");
  CHECK(part(model, "action") == "none");
  CHECK(adapters::variable(environment, "JUJU_RELATION_ID") == "db:4");
  CHECK(adapters::variable(environment, "PATH") == "/bin");
}

TEST_CASE("without a relation its event cannot be previewed", "[adapters]") {
  auto model = a_model();
  std::vector<std::string> environment;
  CHECK_THROWS_WITH(adapters::set_previewed_event(model, environment, a_web_charm(), "db-admin-relation-joined"),
                    R"(cannot preview "db-admin-relation-joined": nothing is related at "db-admin")");
}

TEST_CASE("other events have no relation, and an action is called by its name", "[adapters]") {
  auto model = a_model();
  std::vector<std::string> environment;
  adapters::set_previewed_event(model, environment, a_web_charm(), "config-changed");
  CHECK(part(model, "event") == R"({"name":"config-changed"})");
  CHECK(part(model, "remote") == "{}");
  adapters::set_previewed_event(model, environment, a_web_charm(), "backup-action");
  CHECK(part(model, "event") == R"({"name":"backup"})");
  CHECK(part(model, "action") == R"({"name":"backup","parameters":{}})");
}
