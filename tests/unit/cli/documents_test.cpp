// What show-commands and lists print, from hand-built answers of a controller.
#include "cli/formatters/config_document.h"
#include "cli/formatters/controller_documents.h"
#include "cli/formatters/entity_documents.h"
#include "cli/formatters/model_documents.h"
#include "cli/formatters/output.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace periapt;
using namespace periapt::cli;

namespace {

ControllerEntry a_controller() {
  return {.name = "ctrl",
          .uuid = "c-uuid",
          .api_endpoints = {"unix:/x.sock"},
          .ca_cert = "",
          .cloud = "localhost",
          .region = "localhost",
          .type = "lxd",
          .agent_version = "3.6.28"};
}

wire::ModelInfo a_model(const std::string& name) {
  return {.name = name, .owner = "admin", .uuid = "m-uuid", .status = {"available", "", 0}, .machine_count = 1};
}

wire::UnitRelationInfo a_relation() {
  return {.relation_id = 4, .endpoint = "db", .related_endpoint = "server", .related_application = "sql"};
}

std::string relations_of(std::vector<wire::UnitRelationInfo> relations, const UnitView& view) {
  const wire::UnitInfo unit{.name = "web/0", .charm_url = "local:web-0", .relation_info = std::move(relations)};
  const auto text = render(unit_document(unit, view), "json");
  const auto at = text.find(",\"relation-info\":");
  return at == std::string::npos ? "" : text.substr(at + 17);
}

} // namespace

TEST_CASE("an application's settings are printed as suites compare them", "[cli]") {
  const wire::ApplicationConfig config{
      .application = "dummy-source",
      .charm = "dummy-source",
      .options = {{.name = "token",
                   .type = "string",
                   .description = "Token used to prove that the relation is working",
                   .value = ConfigValue("abc"),
                   .default_value = ConfigValue(""),
                   .source = "user"}}};
  CHECK(render(config_document(config), "yaml") == R"(application: dummy-source
application-config:
  trust:
    default: false
    description: Does this application have access to trusted credentials
    source: default
    type: bool
    value: false
charm: dummy-source
settings:
  token:
    default: ""
    description: Token used to prove that the relation is working
    source: user
    type: string
    value: abc
)");
}

TEST_CASE("an option without default and value shows neither", "[cli]") {
  const wire::ApplicationConfig config{
      .application = "a", .charm = "c", .trust = true, .options = {{.name = "n", .type = "int", .source = "unset"}}};
  CHECK_THAT(render(config_document(config), "json"),
             Catch::EndsWith("\"source\":\"user\",\"type\":\"bool\",\"value\":true}},\"charm\":\"c\",\"settings\":"
                             "{\"n\":{\"description\":\"\",\"source\":\"unset\",\"type\":\"int\"}}}\n"));
}

TEST_CASE("controllers name their uuid and machines otherwise in JSON than in YAML", "[cli]") {
  const ControllerListing listing{.items = {{a_controller(), "admin/foo", AccountEntry{"admin", "", "superuser"}, 2}}, .current = "ctrl"};
  const auto json = render(controllers_document(listing, true), "json");
  CHECK_THAT(json, Catch::StartsWith("{\"controllers\":{\"ctrl\":{\"current-model\":\"foo\",\"user\":\"admin\""));
  CHECK_THAT(json, Catch::Contains("\"uuid\":\"c-uuid\"") && Catch::Contains("{\"Active\":1,\"Total\":1}"));
  CHECK_THAT(json, Catch::EndsWith("\"current-controller\":\"ctrl\"}\n"));
  const auto yaml = render(controllers_document(listing, false), "yaml");
  CHECK_THAT(yaml, Catch::Contains("controller-uuid: c-uuid") && Catch::Contains("active: 1"));
  CHECK(render(controllers_document({}, true), "json") == "{\"controllers\":{}}\n");
}

TEST_CASE("models are listed with the current one marked", "[cli]") {
  const ModelListing listing{
      .controller = a_controller(), .user = "admin", .models = {a_model("foo"), a_model("x")}, .current = "admin/foo"};
  std::ostringstream text;
  print_models(text, listing, false);
  CHECK(text.str() ==
        "Controller: ctrl\n\n"
        "Model  Cloud/Region         Type  Status     Machines  Units  Access  Last connection\n"
        "foo*   localhost/localhost  lxd   available         1      -  admin   never connected\n"
        "x      localhost/localhost  lxd   available         1      -  admin   never connected\n");
  CHECK_THAT(render(models_document(listing), "json"),
             Catch::Contains("\"is-controller\":false") && Catch::EndsWith("\"current-model\":\"foo\"}\n"));
}

TEST_CASE("one model is shown under its short name", "[cli]") {
  CHECK_THAT(render(model_document(a_model("foo"), a_controller(), 0), "json"),
             Catch::StartsWith("{\"foo\":{\"name\":\"admin/foo\",\"short-name\":\"foo\",\"model-uuid\":\"m-uuid\","
                               "\"model-type\":\"iaas\",\"controller-uuid\":\"c-uuid\",\"controller-name\":\"ctrl\","
                               "\"is-controller\":false,\"owner\":\"admin\",\"cloud\":\"localhost\""));
}

TEST_CASE("a relation nobody has said anything in is shown only when its endpoint is named", "[cli]") {
  CHECK(relations_of({a_relation()}, {}).empty());
  CHECK(relations_of({a_relation()}, {.endpoint = "other"}).empty());
  CHECK_FALSE(relations_of({a_relation()}, {.endpoint = "db"}).empty());
}

TEST_CASE("a unit's relation shows both sides' data", "[cli]") {
  auto relation = a_relation();
  relation.related_units = {{"sql/0", true, {{"host", "h"}}}, {"sql/1", false, {}}};
  CHECK(relations_of({relation}, {.json = true}) ==
        "[{\"relation-id\":4,\"endpoint\":\"db\",\"related-endpoint\":\"server\",\"application-data\":{},"
        "\"local-unit\":{\"in-scope\":false,\"data\":null},"
        "\"related-units\":{\"sql/0\":{\"in-scope\":true,\"data\":{\"host\":\"h\"}},"
        "\"sql/1\":{\"in-scope\":false,\"data\":{}}}}]}\n");
  CHECK_THAT(relations_of({relation}, {.related_unit = "sql/1"}), !Catch::Contains("sql/0"));
  CHECK_THAT(relations_of({relation}, {.application_only = true}), !Catch::Contains("related-units"));
}

TEST_CASE("a unit always says its ports, charm, leadership and life", "[cli]") {
  CHECK(render(unit_document({.name = "a/0", .charm_url = "local:a-0"}, {}), "json") ==
        "{\"opened-ports\":[],\"charm\":\"local:a-0\",\"leader\":false,\"life\":\"alive\"}\n");
}

TEST_CASE("an application's bindings include the default one", "[cli]") {
  const wire::ApplicationInfo application{.name = "a", .charm_name = "c", .base = "ubuntu@24.04", .bindings = {"db"}};
  CHECK(render(application_document(application), "yaml") ==
        "charm: c\nbase: ubuntu@24.04\nprincipal: true\nexposed: false\nremote: false\nlife: alive\n"
        "endpoint-bindings:\n  \"\": alpha\n  db: alpha\n");
}
