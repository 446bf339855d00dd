#include "authoring/lint_bundle.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::authoring;
namespace fs = std::filesystem;

namespace {

/// "/tmp" is there; the charm in it is what its application is called.
charm::Charm charm_of(const std::string& name) {
  charm::CharmFiles files{{"metadata.yaml", "name: " + name + "\nsummary: s\ndescription: d\n"}};
  auto& metadata = files["metadata.yaml"];
  if (name == "wiki") metadata += "requires: {db: {interface: mysql}}\n";
  if (name == "wiki") files["config.yaml"] = "options: {port: {type: int, description: d}}\n";
  if (name == "data") metadata += "provides: {db: {interface: mysql}, cache: {interface: redis}}\n";
  if (name == "logs") metadata += "subordinate: true\nrequires: {host: {interface: juju-info, scope: container}}\n";
  return charm::parse_charm(files, charm::CharmOrigin::folder);
}

std::string said_of_bundle(const std::string& bundle, const std::vector<charm::BundleFile>& overlays = {}) {
  std::string text;
  const auto charm_at = [](const fs::path& path) {
    if (path.string().starts_with("/proc/")) throw Error(ErrorKind::invalid, "no charm");
    return charm_of(path == "/usr" ? "wiki" : path == "/etc" ? "data" : "logs");
  };
  for (const auto& finding : lint_bundle({.name = "bundle.yaml", .base = {bundle, "/"}, .overlays = overlays}, charm_at))
    text += text_of(finding) + "\n";
  return text;
}

constexpr const char* a_bundle = "applications:\n"
                             "  wiki: {charm: /usr, num_units: 2, options: {port: 80}}\n" // 2
                             "  data: {charm: ./etc, num_units: 1}\n"
                             "  logs: {charm: /tmp}\n"
                             "  other: {charm: other, num_units: 1}\n"
                             "relations: [[wiki, data], [logs, wiki], [other, data]]\n";

} // namespace

TEST_CASE("a bundle that fits its charms lints clean", "[authoring]") { CHECK(said_of_bundle(a_bundle) == ""); }

TEST_CASE("the linter tells what a bundle wants of charms that they do not have, and where", "[authoring]") {
  struct Row {
    const char* bundle;
    const char* finding;
  };
  const auto row = GENERATE(values<Row>({
      {"applications: [", "E: bundle.yaml: yaml: line 1"},
      {"", "E: bundle.yaml: the bundle is empty"},
      {"applications:\n  wiki: {charm: /nowhere, num_units: 1}\n",
       "E: bundle.yaml:2: charm path in application \"wiki\" does not exist: /nowhere"},
      {"applications:\n  wiki: {charm: /proc/self, num_units: 1}\n", "E: bundle.yaml:2: the charm of application \"wiki\": no charm"},
      {"applications:\n  wiki: {charm: /usr}\n", "W: bundle.yaml:2: application \"wiki\" has no unit: num_units is not there"},
      {"applications:\n  wiki: {charm: /usr, num_units: -1}\n",
       "E: bundle.yaml:2: negative number of units specified on application \"wiki\""},
      {"applications:\n  wiki: {charm: /usr, num_units: 1, options: {prot: 80}}\n",
       "E: bundle.yaml:2: application \"wiki\": unknown option \"prot\""},
      {"applications:\n  wiki: {charm: /usr, num_units: 1, options: {port: high}}\n",
       "E: bundle.yaml:2: application \"wiki\": option \"port\" expected int, got \"high\""},
      {"applications:\n  wiki: {charm: /usr, num_units: 1, colour: red}\n",
       "W: bundle.yaml: \"applications.wiki.colour\" is without effect"},
      {"applications:\n  logs: {charm: /tmp, num_units: 2}\n",
       "E: bundle.yaml:2: application \"logs\" is subordinate but has non-zero num_units"},
      {"applications:\n  data: {charm: /etc, num_units: 1}\n  wiki: {charm: /usr, num_units: 1}\nrelations: [[wiki:db, data:cache]]\n",
       "E: bundle.yaml:3: relation [\"wiki:db\" \"data:cache\"]: no relations found"},
      {"applications:\n  data: {charm: /etc, num_units: 1}\n  wiki: {charm: /usr, num_units: 1}\nrelations: [[wiki:bd, data]]\n",
       "E: bundle.yaml:3: relation [\"wiki:bd\" \"data\"]: application \"wiki\" has no \"bd\" relation"},
  }));
  INFO(row.bundle);
  CHECK_THAT(said_of_bundle(row.bundle), Catch::Contains(row.finding));
}

TEST_CASE("overlays are linted with the bundle that they change", "[authoring]") {
  CHECK_THAT(said_of_bundle(a_bundle, {{"applications: {wiki: {options: {prot: 1}}}\n", "/"}}),
             Catch::Contains("E: bundle.yaml:2: application \"wiki\": unknown option \"prot\""));
}
