#include "interfaces/contract.h"

#include "core/error.h"
#include "interfaces/catalogue.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::interfaces;

namespace {

constexpr Promiser provider_unit{Role::provider, BagKind::unit};
constexpr Promiser provider_application{Role::provider, BagKind::application};
constexpr Promiser requirer_unit{Role::requirer, BagKind::unit};

constexpr auto of_a_database = "interface: store\n"
                               "version: 3\n"
                               "provider:\n"
                               "  unit:\n"
                               "    properties:\n"
                               "      port: {type: integer, minimum: 1}\n"
                               "      hosts: {type: array, items: {type: string}}\n"
                               "      note: {type: string}\n"
                               "    required: [port, hosts]\n"
                               "events:\n"
                               "  ready:\n"
                               "    publisher: provider\n"
                               "    when: {required: [port, hosts]}\n"
                               "  busy:\n"
                               "    publisher: provider\n"
                               "    when: {properties: {state: {enum: [busy]}}, required: [state]}\n"
                               "  asked:\n"
                               "    publisher: requirer\n"
                               "    bag: application\n"
                               "    when: {properties: {count: {type: integer, minimum: 2}}, required: [count]}\n";

Judgement judge(const Bag& bag) { return *Contract(of_a_database).judge(provider_unit, bag); }

} // namespace

TEST_CASE("a promise is kept, not given yet, or broken by what is there", "[interfaces]") {
  CHECK(judge({}) == Judgement{PromiseKeeping::not_given, "\"port\", \"hosts\" missing"});
  CHECK(judge({{"port", "80"}}) == Judgement{PromiseKeeping::not_given, "\"hosts\" missing"});
  CHECK(judge({{"port", "80"}, {"hosts", "[\"a\"]"}}) == Judgement{});
  CHECK(judge({{"port", "eighty"}}) == Judgement{PromiseKeeping::broken, "\"port\" must be of type integer"});
  CHECK(judge({{"port", "0"}}) == Judgement{PromiseKeeping::broken, "\"port\" must be greater than or equal to 1"});
  CHECK(judge({{"hosts", "[1]"}}) == Judgement{PromiseKeeping::broken, "\"hosts\" .0 : must be of type string"});
}

TEST_CASE("keys that a contract does not name, and the agent's own, are nobody's business", "[interfaces]") {
  CHECK(judge({{"port", "80"}, {"hosts", "[]"}, {"other", "\x01{"}, {"private-address", "[]"}}).state == PromiseKeeping::kept);
  CHECK_FALSE(Contract(of_a_database).judge(provider_application, {{"port", "x"}}));
  CHECK_FALSE(Contract(of_a_database).judge(requirer_unit, {{"port", "x"}}));
}

TEST_CASE("a value that is text stays text, also if it could be read as something else", "[interfaces]") {
  CHECK(judge({{"port", "1"}, {"hosts", "[]"}, {"note", "17"}}).state == PromiseKeeping::kept);
  CHECK(judge({{"port", "\"80\""}}).state == PromiseKeeping::broken);
}

TEST_CASE("a breach never tells the value, which may be a password", "[interfaces]") {
  const Contract contract("interface: x\nversion: 0\nprovider: {unit: {properties: {password: {type: integer}}}}\n");
  const auto judgement = *contract.judge(provider_unit, {{"password", "{\"a\": \"hunter2, given\"}"}});
  CHECK(judgement.state == PromiseKeeping::broken);
  CHECK(judgement.reason.find("hunter2") == std::string::npos);
}

TEST_CASE("the events whose conditions hold are told, each by its publisher and bag", "[interfaces]") {
  using Names = std::vector<std::string>;
  const Contract contract(of_a_database);
  CHECK(contract.true_events(provider_unit, {}) == Names{});
  CHECK(contract.true_events(provider_unit, {{"port", "80"}, {"hosts", "[]"}, {"state", "busy"}}) == Names{"busy", "ready"});
  CHECK(contract.true_events(provider_application, {{"state", "busy"}}) == Names{});
  CHECK(contract.true_events({Role::requirer, BagKind::application}, {{"count", "2"}}) == Names{"asked"});
  CHECK(contract.true_events({Role::requirer, BagKind::application}, {{"count", "1"}}) == Names{});
}

TEST_CASE("what is no contract is refused with the place", "[interfaces]") {
  struct Case {
    std::string text;
    std::string reason;
  };
  const std::string head = "interface: x\nversion: 1\n";
  const auto bad = GENERATE_COPY(values<Case>({
      {"", "contract: expected map"},
      {"[1]", "contract: expected map"},
      {"version: 1\n", "contract: interface: expected string, got nothing"},
      {"interface: x\nversion: -1\n", "contract: version: expected a version from 0"},
      {head + "providers: {}\n", "contract: providers: unknown key"},
      {head + "provider: {bag: {}}\n", "contract: provider.bag: unknown key"},
      {head + "provider: {unit: [1]}\n", "contract: provider.unit: expected map"},
      {head + "provider: {unit: {type: 5}}\n", "contract: provider.unit: is no schema of a bag"},
      {head + "provider: {unit: {additionalProperties: false}}\n", "keys that a contract does not name are never a breach"},
      {head + "events: {relation-changed: {publisher: provider, when: {}}}\n", "cannot begin with \"relation-\""},
      {head + "events: {secret-told: {publisher: provider, when: {}}}\n", "cannot begin with \"secret-\""},
      {head + "events: {storage-full: {publisher: provider, when: {}}}\n", "cannot begin with \"storage-\""},
      {head + "events: {pebble-ready: {publisher: provider, when: {}}}\n", "cannot begin with \"pebble-\""},
      {head + "events: {../up: {publisher: provider, when: {}}}\n", "an event's name has lower case letters"},
      {head + "events: {up: {publisher: nobody, when: {}}}\n", "expected provider, requirer or peer, got \"nobody\""},
      {head + "events: {up: {publisher: peer, bag: all, when: {}}}\n", "expected unit or application, got \"all\""},
      {head + "events: {up: {publisher: peer}}\n", "events.up.when: expected map"},
      {head + "events: {up: {publisher: peer, when: {required: 5}}}\n", "events.up.when: is no schema of a bag"},
  }));
  CAPTURE(bad.text);
  CHECK_THROWS_WITH(Contract(bad.text), Catch::Contains(bad.reason));
}

TEST_CASE("every contract that comes with the program can be read, and has a name and version of its own", "[interfaces]") {
  std::vector<std::string> names;
  for (const auto& one : shipped_contracts()) names.push_back(one.interface + " " + std::to_string(one.version));
  CHECK(names == std::vector<std::string>{"http 1", "juju-info 1", "memcache 1", "mysql 1", "mysql-root 1", "pgsql 1", "redis 1",
                                          "reverseproxy 1", "tls-certificates 0", "tls-certificates 1"});
}

TEST_CASE("a database in maintenance is not available until it is out of it", "[interfaces]") {
  using Names = std::vector<std::string>;
  const auto& shipped = shipped_contracts();
  const auto mysql = std::find_if(shipped.begin(), shipped.end(), [](const auto& one) { return one.interface == "mysql"; });
  const auto contract = read_contract(mysql->text);
  CHECK(contract == read_contract(mysql->text));
  Bag bag{{"host", "h"}, {"database", "d"}, {"user", "u"}, {"password", "p"}};
  CHECK(contract->true_events(provider_unit, bag) == Names{"database-available"});
  bag["state"] = "maintenance";
  CHECK(contract->true_events(provider_unit, bag) == Names{"database-in-maintenance"});
  bag["state"] = "available";
  CHECK(contract->true_events(provider_unit, bag) == Names{"database-available"});
}

TEST_CASE("an interface's name may be written with underscores", "[interfaces]") {
  CHECK(is_same_interface("tls_certificates", "tls-certificates"));
  CHECK_FALSE(is_same_interface("tls", "tls-certificates"));
}
