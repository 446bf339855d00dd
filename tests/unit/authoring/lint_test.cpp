#include "authoring/lint.h"

#include "core/error.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

using namespace periapt;
using namespace periapt::authoring;
using periapt::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& path, const std::string& text, mode_t mode = 0644) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  REQUIRE(chmod(path.c_str(), mode) == 0);
}

constexpr const char* metadata = "name: wiki\n"                                  // 1
                                 "summary: a wiki\n"                             // 2
                                 "description: a wiki for everybody\n"           // 3
                                 "maintainer: Wiki Authors <wiki@example.com>\n" // 4
                                 "tags: [web]\n"                                 // 5
                                 "provides: {website: {interface: http}}\n"      // 6
                                 "requires: {db: {interface: mysql}}\n";         // 7

/// A charm that the linter has nothing to say about.
fs::path a_clean_charm(const fs::path& parent) {
  const auto folder = parent / "wiki";
  put(folder / "metadata.yaml", metadata);
  put(folder / "config.yaml", "options:\n  port: {type: int, default: 80, description: where it answers}\n");
  for (const char* file : {"README.md", "copyright", "icon.svg"}) put(folder / file, "x\n");
  for (const char* hook : {"install", "start", "stop", "config-changed", "website-relation-joined", "db-relation-changed"})
    put(folder / "hooks" / hook, "#!/bin/sh\ntrue\n", 0755);
  return folder;
}

std::string said_of(const fs::path& folder, const LintOptions& options = {}) {
  std::string text;
  for (const auto& finding : lint_charm(folder, options)) text += text_of(finding) + "\n";
  return text;
}

struct Case {
  const char* file;
  std::string text; // what the file holds then
  const char* finding;
};

std::string with(const std::string& more) { return metadata + more; }

/// metadata.yaml with one of its lines replaced.
std::string without(const std::string& begin, const std::string& instead = "") {
  std::string text = metadata;
  const auto at = text.find("\n" + begin) + 1;
  return text.replace(at, text.find('\n', at) + 1 - at, instead);
}

} // namespace

TEST_CASE("a charm in order is linted clean", "[authoring]") {
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  CHECK(said_of(folder) == "");
  CHECK(exit_status_of({}) == 0);
}

TEST_CASE("what is wrong with a charm is found, with its place", "[authoring]") {
  const auto row = GENERATE_COPY(values<Case>({
      // what adding it would be refused for
      {"metadata.yaml", "name: [\n", "E: metadata.yaml:2: "},
      {"metadata.yaml", "- list\n", "E: metadata.yaml:1: metadata: expected map, got list\n"},
      {"metadata.yaml", "", "E: metadata.yaml:1: metadata: expected map, got nothing\n"},
      {"metadata.yaml", without("summary"), "E: metadata.yaml:1: metadata: summary: expected string, got nothing\n"},
      {"metadata.yaml", with("peers: {ring: {limit: 1}}\n"), "E: metadata.yaml:8: metadata: peers.ring.interface: expected string, got nothing\n"},
      {"metadata.yaml", with("peers: {ring: {interface: x, scope: local}}\n"), "E: metadata.yaml:8: metadata: peers.ring.scope: unexpected value \"local\"\n"},
      {"metadata.yaml", with("subordinate: true\n"), "E: metadata.yaml: subordinate charm \"wiki\" lacks \"requires\" relation with container scope\n"},
      {"metadata.yaml", with("peers: {juju-x: {interface: ring}}\n"), "E: metadata.yaml: charm \"wiki\" using a reserved relation name: \"juju-x\"\n"},
      {"metadata.yaml", with("storage: {data: {type: tape}}\n"), "E: metadata.yaml:8: metadata: storage.data.type: "},
      {"config.yaml", "options:\n  port: {type: int, default: eighty, description: d}\n", "E: config.yaml:2: invalid config default: option \"port\" expected int, got \"eighty\"\n"},
      {"config.yaml", "options:\n  port: {type: number, default: 1, description: d}\n", "E: config.yaml:2: invalid config: option \"port\" has unknown type \"number\"\n"},
      {"config.yaml", "", "E: config.yaml: invalid config: empty configuration\n"},
      {"actions.yaml", "juju-x: {}\n", "E: actions.yaml:1: cannot use action name juju-x: the \"juju-\" prefix is reserved\n"},
      {"actions.yaml", "backup: {params: {a: {$ref: x}}}\n", "E: actions.yaml:1: schema key \"$ref\" not compatible with this version of juju\n"},
      {"revision", "one\n", "E: revision: invalid revision file\n"},
      {"charm.yaml", "handlers:\n  start: {pupet: a}\n", "E: charm.yaml:2: charm: handlers.start.pupet: unknown tool \"pupet\""},
      {"charm.yaml", "contracts: {bd: 1}\n", "E: charm.yaml:1: charm: contracts.bd: the charm has no endpoint \"bd\"\n"},
      // proof
      {"metadata.yaml", without("maintainer"), "E: metadata.yaml: there is no maintainer\n"},
      {"metadata.yaml", with("maintainers: [A <a@b.c>]\n"), "E: metadata.yaml:8: there are both maintainer and maintainers"},
      {"metadata.yaml", without("maintainer", "maintainer: [A <a@b.c>]\n"), "E: metadata.yaml:4: maintainer is a list"},
      {"metadata.yaml", without("maintainer", "maintainers: A <a@b.c>\n"), "E: metadata.yaml:4: maintainers is not a list\n"},
      {"metadata.yaml", without("maintainer", "maintainer: me\n"), "W: metadata.yaml:4: maintainer \"me\" is not written as"},
      {"metadata.yaml", with("peers: {ring: {interface: x, scop: global}}\n"), "E: metadata.yaml:8: relation \"ring\" has an unknown key \"scop\"\n"},
      {"metadata.yaml", with("peers: {relation-name: {interface: interface-name}}\n"), "E: metadata.yaml:8: the relation \"relation-name\" is a template's\n"},
      {"metadata.yaml", with("peers: {relation-name: {interface: interface-name}}\n"), "E: metadata.yaml:8: the interface \"interface-name\" is a template's\n"},
      {"metadata.yaml", with("storage: {}\n"), "E: metadata.yaml:8: storage is given, but has no entries\n"},
      {"metadata.yaml", with("storage: {data: {type: filesystem, size: 1G}}\n"), "E: metadata.yaml:8: storage \"data\" has an unknown key \"size\"\n"},
      {"metadata.yaml", with("payloads: {vm: {type: xen}}\n"), "E: metadata.yaml:8: payload \"vm\" has the type \"xen\": expected kvm or docker\n"},
      {"metadata.yaml", with("min-juju-version: 1.25.0\n"), "E: metadata.yaml:8: min-juju-version \"1.25.0\" is below 2.0.0\n"},
      {"metadata.yaml", with("min-juju-version: newest\n"), "E: metadata.yaml:8: min-juju-version \"newest\" is no version\n"},
      {"metadata.yaml", without("summary", "summary: " + std::string(73, 's') + "\n"), "W: metadata.yaml:2: the summary is longer than 72 characters\n"},
      {"metadata.yaml", without("tags"), "W: metadata.yaml: there are no tags"},
      {"metadata.yaml", without("tags", "tags: []\n"), "W: metadata.yaml:5: tags are empty\n"},
      {"metadata.yaml", with("categories: [web]\n"), "W: metadata.yaml:8: categories are deprecated"},
      {"metadata.yaml", with("revision: 4\n"), "W: metadata.yaml:8: revision is not read from here\n"},
      {"metadata.yaml", with("series: [jammy]\n"), "I: metadata.yaml:8: series is deprecated"},
      {"metadata.yaml", with("sumary: x\n"), "I: metadata.yaml:8: unknown key \"sumary\"\n"},
      {"metadata.yaml", without("provides"), "I: metadata.yaml: the charm provides nothing"},
      {"metadata.yaml", with("peers: {Ring: {interface: x}}\n"), "W: metadata.yaml:8: \"Ring\" can be no endpoint's name"},
      {"config.yaml", "options:\n  _port: {type: int, default: 1, description: d}\n", "E: config.yaml:2: \"_port\" is no name for an option\n"},
      {"config.yaml", "options:\n  port: {type: int, default: 1, descripton: d}\n", "W: config.yaml:2: option \"port\" has no description\n"},
      {"config.yaml", "options:\n  port: {type: int, default: 1, descripton: d}\n", "W: config.yaml:2: option \"port\" has an unknown key \"descripton\"\n"},
      {"config.yaml", "options:\n  port: {type: int, default: , description: d}\n", "I: config.yaml:2: option \"port\" has no default value\n"},
      {"config.yaml", "options: {}\nextra: 1\n", "W: config.yaml:2: \"extra\" is not read\n"},
      {"actions.yaml", "backup: {description: b}\n", "W: actions.yaml:1: action \"backup\" has no program"},
      {"hooks/dbb-relation-changed", "#!/bin/sh\n", "W: hooks/dbb-relation-changed: the charm has no such hook"},
      {"hooks/update-status", "#!/bin/sh\n", "I: hooks/update-status: it is not executable\n"},
      {"hooks/start", "#!/bin/sh\ncurl http://169.254.169.254/latest\n", "W: hooks/start: it asks the cloud's metadata service"},
      {"dispatch", "#!/bin/sh\n", "E: dispatch: it is not executable"},
      {"layer.yaml", "includes: [\n", "W: layer.yaml: it cannot be read\n"},
      // handlers
      {"charm.yaml", "handlers:\n  update-status: {bash: s.sh}\n", "E: charm.yaml:2: the handler for update-status runs bash s.sh, but there is no s.sh\n"},
      {"charm.yaml", "handlers:\n  update-status: {puppet: 'wiki::db::user'}\n", "but there is no modules/wiki/manifests/db/user.pp\n"},
      {"charm.yaml", "handlers:\n  update-status: {puppet: wiki}\n", "but there is no modules/wiki/manifests/init.pp\n"},
      {"charm.yaml", "handlers:\n  update-status: {puppet: m/a.pp}\n", "but there is no m/a.pp\n"},
      {"charm.yaml", "handlers:\n  update-status: {ansible: p/a.yml}\n", "but there is no p/a.yml\n"},
      {"charm.yaml", "handlers:\n  update-status: {chef: ['wiki::db', wiki]}\n", "but there is no cookbooks/wiki/recipes/db.rb\n"},
      {"charm.yaml", "handlers:\n  update-status: {chef: ['wiki::db', wiki]}\n", "but there is no cookbooks/wiki/recipes/default.rb\n"},
      {"charm.yaml", "handlers:\n  update-status: {cfengine: wiki}\n", "E: charm.yaml:2: the handler for update-status runs bundle wiki, but no file in cfengine/ has it\n"},
      {"charm.yaml", "handlers:\n  start: {bash: hooks/start}\n", "W: charm.yaml:2: start has a handler and hooks/start: the hook never runs\n"},
      // contracts and events
      {"charm.yaml", "contracts: {db: [1, 7]}\n", "W: charm.yaml:1: endpoint \"db\" speaks version 7 of interface mysql, of which no contract is known"},
      {"hooks/db-database-there", "#!/bin/sh\n", "W: hooks/db-database-there: no contract of interface mysql has this event, so db-database-there never comes; there are db-database-available"},
      {"hooks/website-website-available", "#!/bin/sh\n", "W: hooks/website-website-available: no contract of interface http has this event"}, // told to the other side
      {"schemas/interfaces/mysql/v2.yaml", "interface: mysql\nversion: 2\nprovider: {unit: {type: 5}}\n", "E: schemas/interfaces/mysql/v2.yaml:3: contract: provider.unit: is no schema of a bag"},
      {"schemas/interfaces/mysql/v2.yaml", "interface: mysql\nversion: 3\n", "E: schemas/interfaces/mysql/v2.yaml: it is version 3 of its contract, whose file would be v3.yaml\n"},
      {"schemas/interfaces/pgsql/v2.yaml", "interface: mysql\nversion: 2\n", "E: schemas/interfaces/pgsql/v2.yaml: it is a contract of interface \"mysql\""},
  }));
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  put(folder / row.file, row.text);
  CHECK_THAT(said_of(folder), Catch::Contains(row.finding));
}

TEST_CASE("the linter tells every finding, the reader of a deployment the first", "[authoring]") {
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  put(folder / "config.yaml", "options:\n  a: {type: int, default: x, description: d}\n  b: {type: boolean, default: 7, description: d}\n");
  put(folder / "charm.yaml", "handlers:\n  start: {pupet: a}\n  stopp: {bash: b}\n");
  const auto text = said_of(folder);
  for (const auto* finding : {"E: config.yaml:2: ", "E: config.yaml:3: ", "E: charm.yaml:2: ", "E: charm.yaml:3: "})
    CHECK_THAT(text, Catch::Contains(finding));
  CHECK(exit_status_of(lint_charm(folder, {})) == 200);
}

TEST_CASE("an event with a handler and dispatch is told, as are files that are missing", "[authoring]") {
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  put(folder / "charm.yaml", "handlers: {update-status: {bash: up.sh}}\n");
  put(folder / "up.sh", "#!/bin/sh\n");
  put(folder / "dispatch", "#!/bin/sh\n", 0755);
  for (const auto* file : {"copyright", "README.md", "icon.svg"}) fs::remove(folder / file);
  CHECK(said_of(folder) == "W: README.md: there is none\n"
                           "W: charm.yaml:1: update-status has a handler, and there is dispatch: it is not called for this event\n"
                           "W: copyright: there is none\n"
                           "I: icon.svg: there is none\n"
                           "E: up.sh: it is not executable, but is the handler for update-status\n");
}

TEST_CASE("a charm brings the contract of its event", "[authoring]") {
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  put(folder / "hooks/db-lost", "#!/bin/sh\n", 0755);
  put(folder / "schemas/interfaces/mysql/v2.yaml",
      "interface: mysql\nversion: 2\nevents: {lost: {publisher: provider, when: {required: [lost]}}}\n");
  put(folder / "charm.yaml", "contracts: {db: 2}\n");
  CHECK(said_of(folder) == "");
}

TEST_CASE("a unified charmcraft.yaml is linted, without lines of what is made of it", "[authoring]") {
  const TemporaryFolder scratch;
  const auto folder = scratch.path() / "wiki";
  put(folder / "charmcraft.yaml", "type: charm\nname: wiki\nsummary: s\ndescription: d\nconfig: {options: {a: {type: nothing}}}\n");
  put(folder / "src/charm.py", "");
  CHECK_THAT(said_of(folder), Catch::Contains("E: charmcraft.yaml: invalid config: option \"a\" has unknown type \"nothing\"\n"));
}

TEST_CASE("where there is no charm there is nothing to lint", "[authoring]") {
  const TemporaryFolder scratch;
  CHECK_THROWS_AS(lint_charm(scratch.path(), {}), Error);
  CHECK_THROWS_AS(lint_charm(scratch.path() / "nowhere", {}), Error);
}

TEST_CASE("scripts are looked into by shellcheck, links and other languages are not", "[authoring]") {
  const auto shellcheck = find_lint_tools(std::getenv("PATH")).shellcheck;
  if (shellcheck.empty()) {
    WARN("no shellcheck here");
    return;
  }
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  put(folder / "hooks/start", "#!/bin/bash\nsource lib/there.sh\necho $1\n", 0755);
  put(folder / "lib/there.sh", "x=1\n");
  put(folder / "actions/-rf", "#!/bin/sh\nif then\n", 0755); // a name that looks like an option
  put(folder / "hooks/stop", "#!/usr/bin/python3\nprint('$1 echo $1')\n", 0755);
  put(scratch.path() / "other", "#!/bin/sh\necho $1\n", 0755);
  fs::remove(folder / "hooks/install");
  fs::create_symlink("start", folder / "hooks/install");
  const auto text = said_of(folder, {.folder_name = "", .tools = {.shellcheck = shellcheck}});
  CHECK_THAT(text, Catch::Contains("I: hooks/start:3: Double quote to prevent globbing and word splitting. (SC2086)\n"));
  CHECK_THAT(text, Catch::Contains("E: actions/-rf:2: "));
  CHECK_THAT(text, !Catch::Contains("hooks/stop") && !Catch::Contains("hooks/install"));
  const LintOptions broken{.folder_name = "", .tools = {.shellcheck = "/bin/false"}};
  CHECK_THAT(said_of(folder, broken), Catch::Contains("I: shellcheck did not look at the scripts"));
}

TEST_CASE("Puppet's manifests and Ansible's playbooks are looked into by their own tools", "[authoring]") {
  const auto found = find_lint_tools(std::getenv("PATH"));
  const TemporaryFolder scratch;
  const auto folder = a_clean_charm(scratch.path());
  put(folder / "charm.yaml", "handlers: {update-status: {puppet: wiki}, leader-elected: {ansible: playbooks/site.yml}}\n");
  put(folder / "modules/wiki/manifests/init.pp", "class wiki {\n  notify { 'a'\n}\n");
  put(folder / "modules/wiki/manifests/well.pp", "class wiki::well { notify { 'a': } }\n");
  put(folder / "playbooks/site.yml", "- hosts: localhost\n  tasks:\n  - name: one\n   file: {path: /x}\n");
  const auto with = [&](LintTools tools) {
    tools.scratch = scratch.path() / "tools";
    fs::create_directories(tools.scratch);
    return said_of(folder, {.folder_name = "", .tools = tools});
  };
  CHECK(with({}).empty());
  CHECK_THAT(with({.puppet = "/bin/false"}), Catch::Contains("I: puppet did not look at the manifests: it failed\n"));
  CHECK_THAT(with({.ansible_playbook = "/bin/false"}), Catch::Contains("I: playbooks/site.yml: ansible-playbook did not look at it: it failed\n"));
  if (found.puppet.empty()) WARN("no puppet here");
  else CHECK(with({.puppet = found.puppet}) == "E: modules/wiki/manifests/init.pp:3: Syntax error at '}'\n");
  if (found.ansible_playbook.empty()) WARN("no ansible-playbook here");
  else CHECK(with({.ansible_playbook = found.ansible_playbook}) == "E: playbooks/site.yml:4: did not find expected key\n");
}
