#include "cli/bundle_changes.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::cli;

namespace {

charm::Bundle read(const std::string& text) { return charm::read_bundle({text, "/b"}, {}); }

std::map<std::string, BundleCharm> charms_of(const charm::Bundle& bundle) {
  std::map<std::string, BundleCharm> charms;
  for (const auto& [name, application] : bundle.applications) {
    charms[name] = {.written = application.charm, .name = name, .base = charm::default_lts()};
    charms[name].subordinate = name == "log";
  }
  return charms;
}

std::vector<std::string> lines(const std::string& text, const PresentModel& model = {}, const MachineMap& map = {}) {
  const auto bundle = read(text);
  std::vector<std::string> result;
  for (const auto& change : bundle_changes(bundle, charms_of(bundle), model, map)) result.push_back(change.text);
  return result;
}

const std::string shop = R"(
applications:
  web: {charm: ./web, num_units: 2, to: ["0", new], expose: true, options: {port: 80}, constraints: mem=2G}
  db: {charm: ./db, num_units: 1, to: [web/0]}
  log: {charm: ./log}
machines: {"0": {constraints: cores=2}}
relations: [[web:db, db:sql], [log, web]]
)";

PresentModel present_shop() {
  return {.applications = {{"web", {.exposed = true, .constraints = "mem=2048M", .options = {{"port", "80"}, {"mode", "x"}},
                                    .units = {{"web/0", "3"}, {"web/1", "4"}}}},
                           {"db", {.units = {{"db/0", "3"}}}},
                           {"log", {}}},
          .machines = {"3", "4"},
          .relations = {{"web:db", "db:sql"}, {"log:info", "web:juju-info"}}};
}

} // namespace

TEST_CASE("what does not go together is refused", "[cli]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>({
      {"applications: {log: {charm: ./log, num_units: 1}}", "application \"log\" is subordinate but has non-zero num_units"},
      {"applications: {log: {charm: ./log, to: [new]}}", "application \"log\" is subordinate but specifies unit placement"},
      {"applications: {a: {charm: ./a, num_units: 1, to: [lxd]}}", "local machines have no containers"},
      {"applications: {a: {charm: ./a, num_units: 1, to: [b]}, b: {charm: ./b, num_units: 1, to: [a]}}",
       "cycle in placement directives for: a, b"},
  }));
  CHECK_THROWS_WITH(lines(text), Catch::Contains(reason));
}

TEST_CASE("a new model gets everything, in the order that what is required comes first", "[cli]") {
  CHECK(lines(shop) == std::vector<std::string>{
                           "upload charm ./db for base ubuntu@24.04/stable",
                           "deploy application db on ubuntu@24.04/stable",
                           "upload charm ./log for base ubuntu@24.04/stable",
                           "deploy application log on ubuntu@24.04/stable",
                           "upload charm ./web for base ubuntu@24.04/stable",
                           "deploy application web on ubuntu@24.04/stable",
                           "expose all endpoints of web and allow access from CIDRs 0.0.0.0/0 and ::/0",
                           "add new machine 0",
                           "add relation web:db - db:sql",
                           "add relation log - web",
                           "add unit db/0 to new machine 0 to satisfy [web/0]",
                           "add unit web/0 to new machine 0",
                           "add unit web/1 to new machine 1",
                       });
}

TEST_CASE("the same bundle again has nothing to do, whatever numbers the machines have", "[cli]") {
  CHECK(lines(shop, present_shop()).empty());
}

TEST_CASE("only what differs is changed, and nothing is removed", "[cli]") {
  auto model = present_shop();
  auto& web = model.applications.at("web");
  web.options["port"] = "8080";
  web.constraints = "";
  web.exposed = false;
  web.units.pop_back();
  model.relations.pop_back();
  CHECK(lines(shop, model) == std::vector<std::string>{
                                  "set application options for web",
                                  "set constraints for web to \"mem=2G\"",
                                  "expose all endpoints of web and allow access from CIDRs 0.0.0.0/0 and ::/0",
                                  "add relation log - web",
                                  "add unit web/1 to new machine 5",
                              });
}

TEST_CASE("units go where they are placed: beside others, on given machines, on new ones", "[cli]") {
  const std::string text = "applications:\n  a: {charm: ./a, num_units: 3, to: [\"7\", b]}\n  b: {charm: ./b, num_units: 2}\n"
                           "machines: {\"7\": }\n";
  const auto fresh = lines(text);
  CHECK(std::find(fresh.begin(), fresh.end(), "add unit a/2 to new machine 2 to satisfy [b]") != fresh.end());
  CHECK(fresh.back() == "add unit b/1 to new machine 2");
  const PresentModel model{.applications = {}, .machines = {"0", "9"}};
  const auto mapped = lines(text, model, {{"7", "9"}});
  CHECK(std::find(mapped.begin(), mapped.end(), "add unit a/0 to existing machine 9") != mapped.end());
  CHECK(std::find(mapped.begin(), mapped.end(), "add unit b/0 to new machine 10") != mapped.end());
}

TEST_CASE("offers and what is consumed are made when they are not there", "[cli]") {
  const auto bundle = charm::read_bundle({"applications: {a: {charm: ./a}}\nsaas: {s: {url: admin/m.o}}\nrelations: [[a, s]]\n", "/b"},
                                         {{"applications: {a: {offers: {out: {endpoints: [z, x]}}}}", "/b"}});
  const auto texts = [&](const PresentModel& model) {
    std::string text;
    for (const auto& change : bundle_changes(bundle, charms_of(bundle), model, {})) text += change.text + "\n";
    return text;
  };
  CHECK(texts({}).ends_with("consume offer s at admin/m.o\ncreate offer out using a:x,z\nadd relation a - s\n"));
  PresentModel model{.applications = {{"a", {}}}, .relations = {{"a:x", "s:z"}}, .saas = {"s"}, .offers = {{"out", {{"x"}, {}}}}};
  CHECK(texts(model) == "update offer out using a:x,z\n");
  model.offers["out"].endpoints = {"x", "z"};
  CHECK(texts(model).empty());
}

TEST_CASE("access to an offer is granted to who has less, after the offer is there", "[cli]") {
  const auto bundle = [](const std::string& level) {
    return charm::read_bundle({"applications: {a: {charm: ./a}}\n", "/b"},
                              {{"applications: {a: {offers: {out: {endpoints: [x], acl: {admin: admin, bob: " + level + "}}}}}", "/b"}});
  };
  const auto texts = [&](const PresentModel& model) {
    std::string text;
    for (const auto& change : bundle_changes(bundle("consume"), charms_of(bundle("consume")), model, {})) text += change.text + "\n";
    return text;
  };
  CHECK(texts({}).ends_with("create offer out using a:x\ngrant user bob consume access to offer out\n"));
  PresentModel model{.applications = {{"a", {}}}, .offers = {{"out", {{"x"}, {{"admin", "admin"}, {"bob", "read"}}}}}};
  CHECK(texts(model) == "grant user bob consume access to offer out\n");
  model.offers["out"].acl["bob"] = "admin";
  CHECK(texts(model).empty());
  CHECK_THROWS_WITH(bundle_changes(bundle("own"), charms_of(bundle("own")), {}, {}),
                    "offer \"out\": \"own\" is no access: read, consume or admin");
}

TEST_CASE("annotations that differ are set, after what they are of is there", "[cli]") {
  const std::string noted = R"(
applications: {web: {charm: ./web, num_units: 1, to: ["0"], annotations: {gui-x: 10, owner: ann}}}
machines: {"0": {annotations: {rack: "12"}}}
)";
  CHECK(lines(noted) == std::vector<std::string>{"upload charm ./web for base ubuntu@24.04/stable",
                                                 "deploy application web on ubuntu@24.04/stable", "set annotations for web",
                                                 "add new machine 0", "set annotations for new machine 0",
                                                 "add unit web/0 to new machine 0"});
  PresentModel model{.applications = {{"web", {.annotations = {{"gui-x", "10"}, {"owner", "bob"}, {"more", "stays"}},
                                               .units = {{"web/0", "3"}}}}},
                     .machines = {"3"},
                     .machine_annotations = {}};
  CHECK(lines(noted, model) == std::vector<std::string>{"set annotations for web", "set annotations for existing machine 3"});
  model.applications["web"].annotations["owner"] = "ann";
  model.machine_annotations["3"] = {{"rack", "12"}};
  CHECK(lines(noted, model).empty());
}
