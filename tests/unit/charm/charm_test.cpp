#include "charm/charm.h"

#include "unit/charm/charm_fixture.h"

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;

namespace {

std::string metadata(const std::string& more) { return minimal_metadata + more; }

Charm read(const CharmFiles& files) {
  auto charm = parse_charm(files, CharmOrigin::archive);
  check(charm);
  return charm;
}

std::string metadata_refusal(const std::string& more) {
  return refusal([&] { read({{"metadata.yaml", metadata(more)}}); });
}

struct BadMetadata {
  const char* text;
  const char* message;
};

constexpr const char* manifest = "bases: [{name: ubuntu, channel: '22.04', architectures: [x86_64]}]\n";

} // namespace

TEST_CASE("bad metadata is refused with the contract's text and the place", "[charm]") {
  const auto row = GENERATE(values<BadMetadata>({
      {"subordinate: maybe\n", "metadata: subordinate: expected bool, got string(\"maybe\") (line 4, column 14)"},
      {"provides: [db]\n", "metadata: provides: expected map, got list (line 4, column 11)"},
      {"provides:\n  db:\n", "metadata: provides.db: expected map, got nothing (line 6, column 1)"},
      {"provides: {db: {limit: 1}}\n", "metadata: provides.db.interface: expected string, got nothing (line 4, column 16)"},
      {"provides: {db: {interface: on}}\n", "metadata: provides.db.interface: expected string, got bool(true) (line 4, column 28)"},
      {"provides: {db: {interface: x, optional: }}\n", "metadata: provides.db.optional: expected bool, got nothing (line 4, column 16)"},
      {"provides: {db: {interface: x, scope: local}}\n", "metadata: provides.db.scope: unexpected value \"local\" (line 4, column 38)"},
      {"min-juju-version: 2.9\n", "metadata: min-juju-version: expected string, got float64(2.9) (line 4, column 19)"},
      {"series: jammy\n", "metadata: series: expected list, got string(\"jammy\") (line 4, column 9)"},
      {"extra-bindings: {}\n", "charm \"wiki\" has invalid extra bindings: extra bindings cannot be empty when specified"},
      {"extra-bindings: {x: , y: }\nprovides: {y: i}\npeers: {x: i}\n",
       "charm \"wiki\" has invalid extra bindings: relation names (x, y) cannot be used in extra bindings"},
      {"provides: {db: x}\nrequires: {db: x}\n", "charm \"wiki\" using a duplicated relation name: \"db\""},
      {"provides: {juju-info: x}\n", "charm \"wiki\" using a reserved relation name: \"juju-info\""},
      {"requires: {juju: x}\n", "charm \"wiki\" using a reserved relation name: \"juju\""},
      {"provides: {y: juju-z}\n", "charm \"wiki\" relation \"y\" using a reserved interface: \"juju-z\""},
      {"subordinate: true\n", "subordinate charm \"wiki\" lacks \"requires\" relation with container scope"},
      {"subordinate: true\nrequires: {a: {interface: x}}\n", "subordinate charm \"wiki\" lacks \"requires\" relation with container scope"},
      {"series: [jammy-x]\n", "charm \"wiki\" declares invalid series: \"jammy-x\""},
      {"series: [jammy]\nassumes: [juju]\n", "ambiguous metadata: keys \"series\" cannot be used with \"assumes\""},
      {"series: [jammy]\nmin-juju-version: '2.9'\ncontainers: {}\nassumes: [juju]\n",
       "ambiguous metadata: keys \"min-juju-version\", \"series\" cannot be used with \"assumes\", \"containers\""},
      {"assumes: [juju]\n", "assumes in metadata v1 not valid"},
      {"containers: {c: {}}\n", "containers without a manifest.yaml not valid"},
      {"containers: {c: {resource: r}}\n", "parsing containers: container \"c\": referenced resource \"r\" not found"},
      {"resources: {r: {type: zip}}\n", "unsupported resource type \"zip\""},
      {"resources: {r: {type: file}}\n", "resource missing filename"},
      {"resources: {r: {filename: a/b}}\n", "filename cannot contain \"/\" (got \"a/b\")"},
      {"storage: {s: {type: tape}}\n", "metadata: storage.s.type: unexpected value \"tape\" (line 4, column 21)"},
      {"storage: {s: {type: block, location: /x}}\n",
       "charm \"wiki\" storage \"s\": location may not be specified for \"type: block\""},
      {"storage: {s: {type: block, multiple: {range: 0-0}}}\n", "charm \"wiki\" storage \"s\": invalid maximum count 0"},
      {"storage: {s: {type: block, multiple: {range: many}}}\n",
       "metadata: storage.s.multiple.range: value \"many\" does not match 'm', 'm-n', or 'm+' (line 4, column 46)"},
      {"storage: {s: {type: block, multiple: {}}}\n",
       "metadata: storage.s.multiple.range: value \"\" does not match 'm', 'm-n', or 'm+' (line 4, column 38)"},
      {"storage: {s: {type: block, minimum-size: 1024}}\n",
       "metadata: storage.s.minimum-size: expected string, got int(1024) (line 4, column 42)"},
      {"payloads: {-x: {type: kvm}}\n", "invalid payload class \"-x\""},
      {"terms: ['']\n", "wrong term name format \"\""},
  }));
  CAPTURE(row.text);
  CHECK(metadata_refusal(row.text) == row.message);
}

TEST_CASE("name, summary and description are mandatory strings", "[charm]") {
  CHECK(refusal([] { read({{"metadata.yaml", "summary: x\n"}}); }) ==
        "metadata: name: expected string, got nothing (line 1, column 1)");
  CHECK(refusal([] { read({{"metadata.yaml", "- a\n"}}); }) == "metadata: expected map, got list (line 1, column 1)");
  CHECK(refusal([] { read({{"metadata.yaml", "name: [\n"}}); }).starts_with("yaml: line "));
  CHECK(refusal([] { read({}); }) == "archive file \"metadata.yaml\" not found");
}

TEST_CASE("a folder's errors say which file they are about", "[charm]") {
  TempFolder folder;
  CHECK(refusal([&] { read_charm(folder / "nowhere"); }) ==
        fmt::format("no charm was found at \"{}\"", (folder / "nowhere").string()));
  CHECK(refusal([&] { read_charm(folder.path()); }) ==
        fmt::format("\"{}\" is not a charm folder: it has no metadata.yaml", folder.path().string()));
  write(folder / "metadata.yaml", "name: x\nsummary: [\n");
  CHECK(refusal([&] { read_charm(folder.path()); }).starts_with("parsing \"metadata.yaml\" file: yaml: line "));
  write_charm(folder.path());
  write(folder / "config.yaml", "");
  CHECK(refusal([&] { read_charm(folder.path()); }) == "parsing \"config.yaml\" file: invalid config: empty configuration");
  write(folder / "config.yaml", "options:\n");
  write(folder / "manifest.yaml", "other: 1\n");
  CHECK(refusal([&] { read_charm(folder.path()); }) ==
        "parsing \"manifest.yaml\" file: coerce: expected list, got nothing");
  write(folder / "manifest.yaml", "");
  write(folder / "revision", "one\n");
  CHECK(refusal([&] { read_charm(folder.path()); }) == "invalid revision file");
  write(folder / "revision", "  12\n");
  write(folder / "version", "revision-id: abc\nmore\n");
  write(folder / "layer.yaml", "includes: [");
  const auto charm = read_charm(folder.path());
  CHECK(charm.revision == 12);
  CHECK(charm.version == "abc");
}

TEST_CASE("a charm's description is read whole", "[charm]") {
  const auto charm = read({{"metadata.yaml", metadata(R"(
maintainer: someone
subordinate: "True"
provides: {website: http, admin: {interface: http, limit: 2, scope: global, optional: true, description: x}}
requires: {db: {interface: mysql, limit: null}, host: {interface: juju-info, scope: container}}
peers: {cluster: wiki-peer}
extra-bindings: {public: , admin-api: }
storage:
  data: {type: filesystem, location: /srv, multiple: {range: 1-3}, minimum-size: 1.5G, read-only: yes}
  logs: {type: block, multiple: {range: 0+}, properties: [transient], shared: true}
  one: {type: block, multiple: {range: 2}}
resources: {site: {type: file, filename: site.tgz, description: the site}, image: {type: oci-image}}
terms: [lic/1, tenant:owner/lic]
assumes: [juju >= 3.1, {any-of: [k8s-api, juju < 4]}]
)")},
                           {"manifest.yaml", manifest},
                           {"layer.yaml", "includes: ['layer:basic', 'interface:http']\n"},
                           {"charm.yaml", "handlers: {db-relation-changed: {puppet: x}, start: {bash: s.sh}}\n"}});
  CHECK(charm.subordinate);
  REQUIRE(charm.endpoints.size() == 5);
  CHECK(charm.endpoints[0] == Endpoint{"admin", "http", Role::provider, Scope::global, 2, true});
  CHECK(charm.endpoints[1] == Endpoint{"cluster", "wiki-peer", Role::peer});
  CHECK(charm.endpoints[3] == Endpoint{"host", "juju-info", Role::requirer, Scope::container});
  CHECK(charm.extra_bindings == std::vector<std::string>{"admin-api", "public"});
  REQUIRE(charm.storage.size() == 3);
  CHECK(charm.storage[0].minimum_size_mib == 1536);
  CHECK(charm.storage[0].count_max == 3);
  CHECK(charm.storage[0].read_only);
  CHECK(charm.storage[1].count_min == 0);
  CHECK_FALSE(charm.storage[1].count_max);
  CHECK(charm.storage[1].transient);
  CHECK(charm.storage[2].count_min == 2);
  CHECK(charm.resources[1].type == ResourceType::oci_image);
  CHECK(charm.bases == std::vector<Base>{{"ubuntu", "22.04", "stable", {"amd64"}}});
  CHECK(charm.layers == std::vector<std::string>{"layer:basic", "interface:http"});
  CHECK(charm.handled_events == std::vector<std::string>{"db-relation-changed", "start"});
}

TEST_CASE("null sections are taken for absent, as real charms need", "[charm]") {
  const auto charm = read({{"metadata.yaml", metadata("provides:\nstorage:\nseries:\n")}});
  CHECK(charm.endpoints.empty());
}

TEST_CASE("without a manifest the bases come from the series", "[charm]") {
  CHECK(read({{"metadata.yaml", metadata("series: [jammy, unknown, focal]\n")}}).bases ==
        std::vector<Base>{{"ubuntu", "22.04"}, {"ubuntu", "20.04"}});
}

TEST_CASE("a bad manifest is refused", "[charm]") {
  const auto row = GENERATE(values<BadMetadata>({
      {"bases: [{channel: '22.04'}]", "base without name not valid"},
      {"bases: [{name: plan9, channel: '22.04'}]", "os \"plan9\" not valid"},
      {"bases: [{name: ubuntu}]", "channel not valid"},
      {"bases: [{name: ubuntu, channel: 22.04/risky}]", "channel not valid"},
      {"bases: [{name: ubuntu, channel: '22.04', architectures: [z80]}]", "architecture \"z80\" not valid"},
      {"bases:\n", "coerce: expected list, got nothing"},
  }));
  CAPTURE(row.text);
  CHECK(refusal([&] { read({{"metadata.yaml", minimal_metadata}, {"manifest.yaml", row.text}}); }) ==
        std::string("parsing \"manifest.yaml\" file: ") + row.message);
}

TEST_CASE("a bad action is refused", "[charm]") {
  const auto row = GENERATE(values<BadMetadata>({
      {"Backup: {}\n", "bad action name Backup"},
      {"juju: {}\n", "cannot use action name juju: \"juju\" is a reserved name"},
      {"juju-x: {}\n", "cannot use action name juju-x: the \"juju-\" prefix is reserved"},
      {"a: {params: }\n", "params failed to parse as a map"},
      {"a: {description: 5}\n", "value for schema key \"description\" must be a string"},
      {"a: {required: x}\n", "value for schema key \"required\" must be a YAML list"},
      {"a: {parallel: x}\n", "value for schema key \"parallel\" must be a bool"},
      {"a: {params: {x: {$ref: y}}}\n", "schema key \"$ref\" not compatible with this version of juju"},
      {"a: {params: {x: {1: y}}}\n", "map keyed with non-string value"},
  }));
  CAPTURE(row.text);
  CHECK(refusal([&] { read({{"metadata.yaml", minimal_metadata}, {"actions.yaml", row.text}}); }) == row.message);
}

TEST_CASE("an action's parameters become one schema", "[charm]") {
  const auto charm = read({{"metadata.yaml", minimal_metadata},
                           {"actions.yaml", "backup:\n  description: save it\n  params: {to: {type: string}}\n"
                                            "  required: [to]\n  parallel: true\nrestart:\n"}});
  REQUIRE(charm.actions.size() == 2);
  CHECK(charm.actions[0].schema == "type: object\ntitle: backup\ndescription: save it\nproperties:\n  to:\n"
                                   "    type: string\nrequired:\n- to\n");
  CHECK(charm.actions[1].description == "No description");
  CHECK(charm.actions[1].schema == "type: object\ntitle: restart\ndescription: No description\nproperties: {}\n");
}

TEST_CASE("assumptions are checked against the reported version", "[charm]") {
  const auto unmet = [](const std::string& assumes) {
    return unmet_assumption(read({{"metadata.yaml", metadata("assumes: " + assumes + "\n")}, {"manifest.yaml", manifest}}),
                            "3.6.28");
  };
  CHECK_FALSE(unmet("[juju, juju >= 3.1, juju >=3.6.28, juju < 4]"));
  CHECK(unmet("[juju >= 3.10]") == "juju >= 3.10");
  CHECK(unmet("[juju, k8s-api]") == "k8s-api");
  CHECK(unmet("[{any-of: [k8s-api, juju < 3]}]") == "any of (k8s-api, juju < 3)");
  CHECK_FALSE(unmet("[{any-of: [k8s-api, {all-of: [juju, juju < 4]}]}]"));
}

TEST_CASE("a malformed assumption is refused with its number", "[charm]") {
  const std::string prefix = "parsing expression 2 in top level \"assumes\" block: ";
  const auto row = GENERATE(values<BadMetadata>({
      {"juju = 3", "malformed feature expression \"juju = 3\""},
      {"5", "malformed composite expression"},
      {"{any-of: x}", "malformed \"any-of\" expression; expected a list of sub-expressions"},
      {"{none-of: [x]}", "malformed composite expression"},
  }));
  CHECK(refusal([&] {
          read({{"metadata.yaml", metadata(fmt::format("assumes: [juju, {}]\n", row.text))}, {"manifest.yaml", manifest}});
        }) == prefix + row.message);
}

TEST_CASE("a base is chosen as asked, else the default, else the charm's first", "[charm]") {
  const std::vector<Base> old{{"ubuntu", "22.04"}, {"ubuntu", "20.04"}}, current{{"ubuntu", "20.04"}, {"ubuntu", "24.04"}};
  const auto focal = Base::parse("ubuntu@20.04/stable");
  CHECK(choose_base(old, {}, {}, false).str() == "ubuntu@22.04");
  CHECK(choose_base(current, {}, {}, false).str() == "ubuntu@24.04");
  CHECK(choose_base({}, {}, {}, false).str() == "ubuntu@24.04");
  CHECK(choose_base(old, {}, focal, false).str() == "ubuntu@20.04");
  CHECK(choose_base(old, Base::parse("ubuntu@22.04"), focal, false).str() == "ubuntu@22.04");
  CHECK(refusal([&] { choose_base(std::vector<Base>{{"ubuntu", "22.04"}}, focal, {}, false); }) ==
        "base \"ubuntu@20.04\" not supported by charm, the charm supported bases are: ubuntu@22.04");
  CHECK(choose_base(std::vector<Base>{{"ubuntu", "22.04"}}, focal, {}, true).str() == "ubuntu@20.04");
  CHECK(refusal([] { Base::parse("jammy"); }) ==
        "invalid base \"jammy\": expected base string to contain os and channel separated by '@'");
}

TEST_CASE("a unified charmcraft.yaml is split into the runtime's files", "[charm]") {
  TempFolder folder;
  write(folder / "charmcraft.yaml", R"(
type: charm
name: wiki
title: The Wiki
summary: a wiki
description: "yes"
base: ubuntu@24.04
platforms: {amd64: , arm64: {build-for: [arm64]}}
links: {contact: me@example.org, website: [https://example.org]}
requires: {db: {interface: mysql}}
assumes: [juju >= 3.1]
config: {options: {port: {type: int, default: 80}}}
actions: {backup: {description: save}}
parts: {x: {plugin: charm}}
)");
  write(folder / "src/charm.py", "#!/usr/bin/env python3\n", 0755);
  const auto charm = read_charm(folder.path());
  CHECK(charm.name == "wiki");
  CHECK(charm.description == "yes");
  CHECK(charm.bases == std::vector<Base>{{"ubuntu", "24.04", "stable", {"amd64", "arm64"}}});
  CHECK(charm.config.at("port").default_value == ConfigValue(std::int64_t{80}));
  CHECK(charm.actions.size() == 1);
  write(folder / "config.yaml", "options: {}\n");
  CHECK(refusal([&] { read_charm(folder.path()); }) ==
        "\"config\" is in charmcraft.yaml and in config.yaml: keep one of them");
}

TEST_CASE("an LXD profile may not ask for what the host must keep", "[charm]") {
  const auto profile_refusal = [](const char* text) {
    return refusal([&] { read({{"metadata.yaml", minimal_metadata}, {"lxd-profile.yaml", text}}); });
  };
  CHECK(profile_refusal("devices: {d: {type: disk}}") == "invalid lxd-profile.yaml: contains device type \"disk\"");
  CHECK(profile_refusal("config: {limits.cpu: '1'}") == "invalid lxd-profile.yaml: contains config value \"limits.cpu\"");
  CHECK(profile_refusal("config: {security.nesting: 'true'}\ndevices: {t: {type: gpu}}") == "accepted");
}
