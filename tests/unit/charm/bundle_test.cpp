#include "charm/bundle.h"

#include "core/error.h"
#include "unit/charm/charm_fixture.h"

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;

namespace {

Bundle bundle_of(const std::string& text, const std::vector<std::string>& overlays = {}) {
  std::vector<BundleFile> files;
  for (const auto& overlay : overlays) files.push_back({overlay, "/overlays"});
  return read_bundle({text, "/base"}, files);
}

std::string problem_of(const std::string& text) {
  const auto problems = bundle_problems(bundle_of(text));
  return problems.empty() ? "" : problems.front();
}

} // namespace

TEST_CASE("a bundle that cannot be read is refused with its reason", "[charm]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>({
      {"", "the bundle is empty"},
      {"- a list", "is not a mapping"},
      {"applications: {a: }", "base application \"a\" has no body"},
      {"applications: {a: {charm: ./a, num_units: many}}", "applications.a.num_units: expected a whole number"},
      {"applications: {a: {charm: ./a, num_units: 1, scale: 1}}", "cannot specify both scale and num_units"},
      {"applications: {a: {charm: [x]}}", "applications.a.charm: expected a single value"},
      {"applications: {a: {charm: ./a, options: 3}}", "applications.a.options: expected a mapping"},
      {"applications: {a: {charm: ./a, offers: {o: {endpoints: [x]}}}}", "can only appear in an overlay section"},
      {"applications: {a: {charm: ./a}}\nrelations: [[a, b, c]]", "has 3 endpoint(s), not 2"},
      {"applications: {a: {charm: ./a}}\nrelations: {a: b}", "relations: expected a list"},
      {"applications: {a: {charm: ./a, series: tomorrow}}", "unknown series \"tomorrow\""},
      {"applications: {a: {charm: ./a, options: {x: include-file://none}}}", "cannot read \"/base/none\""},
      {"applications: {a: {charm: ./a, num_units: 999999}}", "too many units"},
      {"bundle: kubernetes\napplications: {a: {charm: ./a}}", "it is for Kubernetes"},
      {"applications: {a: {charm: ./a, expose: true}}\n--- \napplications: {a: {exposed-endpoints: {\"\": {expose-to-cidrs: [::/0]}}}}",
       "exposed-endpoints cannot be specified together with \"exposed:true\" in application \"a\""},
  }));
  CAPTURE(text);
  CHECK_THROWS_WITH(bundle_of(text), Catch::Contains(reason));
}

TEST_CASE("what is wrong with a bundle by itself is told line by line", "[charm]") {
  const auto [text, problem] = GENERATE(table<std::string, std::string>({
      {"applications: {}", "at least one application must be specified"},
      {"applications: {a: {channel: edge}}", "empty charm path in application \"a\""},
      {"applications: {a: {charm: ./a, num_units: -1}}", "negative number of units specified on application \"a\""},
      {"applications: {a: {charm: ./a, num_units: 1, to: [\"7\"]}}", "placement \"7\" refers to a machine not defined in this bundle"},
      {"applications: {a: {charm: ./a, num_units: 1, to: [new, new]}}", "too many units specified in unit placement for application \"a\""},
      {"applications: {a: {charm: ./a, num_units: 1, to: [b]}}", "placement \"b\" refers to an application not defined in this bundle"},
      {"applications: {a: {charm: ./a, num_units: 1, to: [a/3]}}",
       "placement \"a/3\" specifies a unit greater than the 1 unit(s) started by the target application"},
      {"applications: {a: {charm: ./a, num_units: 1, to: [\"lxd:?\"]}}", "invalid placement syntax \"lxd:?\""},
      {"applications: {a: {charm: ./a}}\nmachines: {\"0\": }", "machine \"0\" is not referred to by a placement directive"},
      {"applications: {a: {charm: ./a}}\nmachines: {x: }", "invalid machine id \"x\" found in machines"},
      {"applications: {a: {charm: ./a, constraints: colour=red}}",
       "invalid constraints \"colour=red\" in application \"a\": unknown constraint \"colour\""},
      {"applications: {a: {charm: ./a}}\nrelations: [[a, b]]",
       "relation [\"a\" \"b\"] refers to application \"b\" not defined in this bundle"},
      {"applications: {a: {charm: ./a}}\nrelations: [[a:x, a:y]]", "relation [\"a:x\" \"a:y\"] relates an application to itself"},
      {"applications: {a: {charm: ./a}, b: {charm: ./b}}\nrelations: [[a, b], [b, a]]",
       "relation [\"b\" \"a\"] is defined more than once"},
      {"applications: {a: {charm: ./a}}\nsaas: {a: {url: m.o}}", "application \"a\" already exists with SAAS \"a\" name"},
      {"applications: {a: {charm: ./a}}\nsaas: {s: {url: nothing}}", "invalid offer URL \"nothing\" for SAAS s"},
  }));
  CAPTURE(text);
  CHECK(problem_of(text) == problem);
}

TEST_CASE("a bundle has what it says, the old dialect too", "[charm]") {
  const auto bundle = bundle_of(R"(
series: jammy
description: x
colour: red
services:
  web:
    charm: ./web
    num_units: 2
    to: "0"
    options: {title: Hello, port: 80, debug: true}
    storage: {data: "10G"}
    trust: true
    flavour: mild
machines: {"0": {constraints: mem=1G}, "1": }
relations: [[web:db, [a, b:c]], [x, z]]
)");
  CHECK(bundle.default_base == "ubuntu@22.04");
  const auto& web = bundle.applications.at("web");
  CHECK((web.charm == "./web" && web.folder == "/base" && web.num_units == 2 && web.trust));
  CHECK(web.to == std::vector<std::string>{"0"});
  CHECK(web.options == std::map<std::string, std::string>{{"title", "Hello"}, {"port", "80"}, {"debug", "true"}});
  CHECK(bundle.machines.at("0").constraints == "mem=1G");
  CHECK(bundle.relations.size() == 3);
  CHECK(bundle.relations[1] == std::pair<std::string, std::string>{"web:db", "b:c"});
  CHECK(bundle.ignored == std::vector<std::string>{"colour", "applications.web.flavour"});
}

TEST_CASE("overlays replace, merge, add and remove", "[charm]") {
  const auto bundle = bundle_of("applications:\n  a: {charm: ./a, num_units: 1, options: {x: 1, y: 2}, to: [new]}\n"
                           "  b: {charm: ./b}\n  c: {charm: ./c}\nrelations: [[a, b], [a, c]]\n"
                           "---\napplications: {a: {num_units: 3}}\n",
                           {"applications:\n  a: {options: {y: 3}, to: [\"new\", \"new\"], offers: {o: {endpoints: [e], acl: {bob: read}}}}\n"
                            "  b: \n  d: {charm: ./d}\nrelations: [[a, d], [a, c]]\n"});
  const auto& a = bundle.applications.at("a");
  CHECK((a.num_units == 3 && a.to.size() == 2));
  CHECK(a.options == std::map<std::string, std::string>{{"x", "1"}, {"y", "3"}});
  CHECK(a.offers.at("o").endpoints == std::vector<std::string>{"e"});
  CHECK(a.offers.at("o").acl == std::map<std::string, std::string>{{"bob", "read"}});
  CHECK_FALSE(bundle.applications.contains("b"));
  CHECK(bundle.applications.at("a").folder == "/base");
  CHECK(bundle.applications.at("d").folder == "/overlays");
  CHECK(bundle.relations == std::vector<std::pair<std::string, std::string>>{{"a", "c"}, {"a", "d"}});
  CHECK_THROWS_WITH(bundle_of("applications: {a: {charm: ./a}}", {"services: {a: {num_units: 1}}"}),
                    Catch::Contains("cannot appear in an overlay"));
}

TEST_CASE("files that a bundle names are read beside it", "[charm]") {
  TempFolder folder;
  write(folder / "motd", "line\n");
  const auto bundle = read_bundle({"applications: {a: {charm: ./a, options: {t: include-file://motd, e: include-base64://motd},"
                                   " resources: {r: ./x.tgz, n: 3}}}",
                                   folder.path()},
                                  {});
  const auto& a = bundle.applications.at("a");
  CHECK((a.options.at("t") == "line\n" && a.options.at("e") == "bGluZQo="));
  CHECK((a.resources.at("r") == (folder / "x.tgz").string() && a.resources.at("n") == "3"));
}
