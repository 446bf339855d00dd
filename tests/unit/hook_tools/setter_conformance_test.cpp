// The vectors of contract/hook-tools.md, section 11, for the tools that set and those of actions; what all tools share.
#include "unit/hook_tools/vectors.h"

using namespace periapt;
using test::check_vector;
using test::FakeHookContext;
using test::run;
using test::Vector;

TEST_CASE("every tool of the contract is there, and no other", "[hook_tools]") {
  const auto names = hook_tools::tool_names();
  for (const char* name : {"action-fail", "action-get", "action-log", "action-set", "application-version-set",
                           "close-port", "config-get", "credential-get", "goal-state", "is-leader", "juju-log",
                           "juju-reboot", "k8s-raw-get", "k8s-raw-set", "k8s-spec-get", "k8s-spec-set", "leader-get",
                           "leader-set", "network-get", "open-port", "opened-ports", "payload-register",
                           "payload-status-set", "payload-unregister", "pod-spec-get", "pod-spec-set", "relation-get",
                           "relation-ids", "relation-list", "relation-model-get", "relation-set", "resource-get",
                           "secret-add", "secret-get", "secret-grant", "secret-ids", "secret-info-get",
                           "secret-remove", "secret-revoke", "secret-set", "state-delete", "state-get", "state-set",
                           "status-get", "status-set", "storage-add", "storage-get", "storage-list", "unit-get"}) {
    CAPTURE(name);
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  }
  for (const char* gone : {"add-metric", "function-get", "juju-run"})
    CHECK(std::count(names.begin(), names.end(), gone) == 0);
  CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("every tool explains itself in the contract's blocks", "[hook_tools]") {
  FakeHookContext context;
  for (const auto name : hook_tools::tool_names()) {
    for (const char* flag : {" --help", " -h"}) {
      const auto result = run(context, std::string(name) + flag);
      CAPTURE(name, flag);
      CHECK(result.exit_code == 0);
      CHECK(result.err.empty());
      CHECK(result.out.starts_with("Usage: " + std::string(name)));
      for (const char* block : {"\n\nSummary:\n", "\n\nDetails:\n"}) CHECK(result.out.find(block) != std::string::npos);
    }
  }
}

TEST_CASE("wrong calls of setters are refused as the contract's vectors say", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"relation-set", ""},
      {"relation-set word", "expected \"key=value\", got \"word\"", 2},
      {"relation-set =v", "expected \"key=value\", got \"=v\"", 2},
      {"relation-set a=1 a=2", "key \"a\" specified more than once", 2},
      {"relation-set --=x", "empty option in argument \"--=x\"", 2},
      {"relation-set -r", "option needs an argument: -r", 2},
      {"relation-set --foo", "option provided but not defined: --foo", 2},
      {"state-set", ""},
      {"state-set five", "expected \"key=value\", got \"five\"", 2},
      {"state-delete", ""},
      {"state-delete ''", ""},
      {"state-delete nokey", ""},
      {"status-set", "invalid args, require <status> [message]", 2},
      {"status-set active a b", "unrecognized args: [\"b\"]", 2},
      {"status-set foo x", "invalid status \"foo\", expected one of [maintenance blocked waiting active]", 2},
      {"status-set error x", "invalid status \"error\", expected one of [maintenance blocked waiting active]", 2},
      {"status-set Active x", "invalid status \"Active\", expected one of [maintenance blocked waiting active]", 2},
      {"status-set blocked -x", "option provided but not defined: -x", 2},
      {"application-version-set", "no version specified", 2},
      {"juju-log", "no message specified", 2},
      {"juju-log --", "no message specified", 2},
      {"juju-log -l WARN", "no message specified", 2},
      {"juju-log -l", "option needs an argument: -l", 2},
      {"open-port", "no port or range specified", 2},
      {"open-port 80/sctp", "invalid protocol \"sctp\", expected \"tcp\", \"udp\", or \"icmp\"", 2},
      {"open-port 90-80", "invalid port range 90-80/tcp", 2},
      {"open-port 70000", "port range bounds must be between 0 and 65535, got 70000-70000", 2},
      {"open-port x", "invalid port \"x\": strconv.Atoi: parsing \"x\": invalid syntax", 2},
      {"open-port 1-2-3", "invalid port range \"1-2-3\"", 2},
      {"open-port 80/icmp", "protocol \"icmp\" doesn't support any ports; got \"80\"", 2},
      {"open-port 80 90", "unrecognized args: [\"90\"]", 2},
      {"no-such-tool", "bad request: unknown command: no-such-tool", 1},
  }));
  check_vector(context, vector);
}

TEST_CASE("the tools of actions answer as the contract's rules say", "[hook_tools]") {
  FakeHookContext context;
  context.action = charm::YamlMap{{"name", "Ann"},
                                  {"times", 2},
                                  {"list", charm::YamlList{1, 2}},
                                  {"deep", charm::YamlMap{{"a", charm::YamlMap{{"b", true}}}}}};
  const auto vector = GENERATE(values<Vector>({
      {"action-get name", "Ann$"},
      {"action-get times", "2$"},
      {"action-get --format json deep.a", "{\"b\":true}$"},
      {"action-get deep.a.b", "True$"},
      {"action-get --format json deep.a.c", "null$"},
      {"action-get name.x", ""},
      {"action-get list.0", ""},
      {"action-get name times", "unrecognized args: [\"times\"]", 2},
      {"action-set", ""},
      {"action-set a.b=1 c=x=y d=", ""},
      {"action-set a=1 Foo=2",
       "key \"Foo\" must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens", 2},
      {"action-set a.=1",
       "key \"\" must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens", 2},
      {"action-set a.stdout=1", "cannot set reserved action key \"stdout\"", 2},
      {"action-set x", "argument \"x\" must be of the form key...=value", 2},
      {"action-fail", ""},
      {"action-fail a b", "unrecognized args: [\"b\"]", 2},
      {"action-log", "no message specified", 2},
      {"action-log half way", ""},
  }));
  check_vector(context, vector);
}

TEST_CASE("what the tools of actions set", "[hook_tools]") {
  FakeHookContext context;
  context.action = charm::YamlMap{};
  CHECK(run(context, "action-get --format json").out == "{}\n");
  run(context, "action-set a=1 a.b=2 a.c=x=y");
  run(context, "action-set a.c.d=3");
  CHECK(context.action_results == charm::YamlMap{{"a", charm::YamlMap{{"b", "2"}, {"c", charm::YamlMap{{"d", "3"}}}}}});
  run(context, "action-set a=1 Foo=2");
  CHECK(context.action_results.front().second != charm::YamlValue("1"));
  run(context, "action-fail");
  CHECK(context.action_failure == "action failed without reason given, check action for errors");
  run(context, "action-fail last");
  CHECK(context.action_failure == "last");
  run(context, "action-log half way");
  CHECK(context.action_lines == std::vector<std::string>{"half way"});
}

TEST_CASE("outside of actions their tools say so, once their arguments are checked", "[hook_tools]") {
  FakeHookContext context;
  const auto vector = GENERATE(values<Vector>({
      {"action-get", "not running an action", 1},
      {"action-set a=1", "not running an action", 1},
      {"action-set a", "argument \"a\" must be of the form key...=value", 2},
      {"action-fail", "not running an action", 1},
      {"action-log x", "not running an action", 1},
      {"action-log", "no message specified", 2},
  }));
  check_vector(context, vector);
}
