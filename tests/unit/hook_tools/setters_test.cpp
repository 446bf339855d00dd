// What the tools that write do, and how files, output files and help work.
#include "support/fake_hook_context.h"
#include "support/tool_call.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace periapt;
using hook_tools::FileFailure;
using hook_tools::LogLevel;
using test::FakeHookContext;
using test::run;

namespace {

/// This unit's bag after `line`, which must succeed and print nothing.
Bag bag_after(FakeHookContext& context, const std::string& line, const std::string& file = {}) {
  const auto result = run(context, line, file);
  CAPTURE(line, result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(result.out.empty());
  return context.unit_bags[{1, "web/0"}];
}

} // namespace

TEST_CASE("relation-set takes a value as it is, trims around it, and deletes with an empty one", "[hook_tools]") {
  FakeHookContext context;
  context.unit_bags[{1, "web/0"}] = {{"a", "old"}};
  struct Row {
    const char* line;
    Bag bag;
  };
  const auto row = GENERATE(values<Row>({
      {"relation-set a=", {}},
      {"relation-set a=b=c=d", {{"a", "b=c=d"}}},
      {"relation-set 'a=x: y'", {{"a", "x: y"}}},
      {"relation-set a=123 b=true c=4.5", {{"a", "123"}, {"b", "true"}, {"c", "4.5"}}},
      {"relation-set ' a = b '", {{"a", "b"}}},
      {"relation-set '' -- a=-1", {{"a", "-1"}}},
  }));
  CHECK(bag_after(context, row.line) == row.bag);
}

TEST_CASE("relation-set --file reads a mapping of strings, and arguments win", "[hook_tools]") {
  FakeHookContext context;
  struct Row {
    const char* line;
    const char* file;
    Bag bag;
  };
  const auto row = GENERATE(values<Row>({
      {"relation-set --file f", "", {}},
      {"relation-set --file f", "{}", {}},
      {"relation-set --file f", "{a: b, c: d}", {{"a", "b"}, {"c", "d"}}},
      {"relation-set --file f", "{\n  # why\n  a: b,\n  c: d\n}\n", {{"a", "b"}, {"c", "d"}}},
      {"relation-set --file f",
       "{a: '[x]', b: '{y}', c: p=q, d: 'x y'}",
       {{"a", "[x]"}, {"b", "{y}"}, {"c", "p=q"}, {"d", "x y"}}},
      {"relation-set --file f a=2", "{a: 1, b: 3}", {{"a", "2"}, {"b", "3"}}},
      {"relation-set --file f", "port: 80\non: true\n", {{"on", "true"}, {"port", "80"}}},
      {"relation-set --file f", "a: null\nb: ' x '\n", {{"b", " x "}}},
      {"relation-set --file -", "{\"a\": \"b\"}", {{"a", "b"}}},
      {"relation-set --file ''", "ignored", {}},
  }));
  CAPTURE(row.line, row.file);
  CHECK(bag_after(context, row.line, row.file) == row.bag);
}

TEST_CASE("a file that holds no mapping fails when the tool runs", "[hook_tools]") {
  FakeHookContext context;
  const auto file = GENERATE(as<std::string>(), "a=b c=d", "word", "[a]");
  const auto result = run(context, "relation-set --file f", file);
  CHECK(result.exit_code == 1);
  CHECK(result.err.starts_with("ERROR yaml: unmarshal errors:\n"));
}

TEST_CASE("a file that cannot be read fails after the arguments were checked", "[hook_tools]") {
  FakeHookContext context;
  const FileFailure failure{"no such file or directory"};
  CHECK(run(context, "relation-set --file nofile word", failure).exit_code == 2);
  const auto result = run(context, "relation-set --file nofile a=b", failure);
  CHECK(result.exit_code == 1);
  CHECK(result.err == "ERROR open nofile: no such file or directory\n");
  CHECK(context.unit_bags[{1, "web/0"}].empty());
}

TEST_CASE("relation-set --app writes the application's bag as leader", "[hook_tools]") {
  FakeHookContext context;
  context.leader = true;
  CHECK(run(context, "relation-set -r db:1 --app --file -", "{a: b}").exit_code == 0);
  CHECK(context.application_bags[{1, "web"}] == Bag{{"a", "b"}});
}

TEST_CASE("an old --format of a tool that prints nothing is noted and ignored", "[hook_tools]") {
  FakeHookContext context;
  const auto tool = GENERATE(as<std::string>(), "relation-set a=b", "open-port 80", "close-port 80", "juju-log m");
  const auto result = run(context, tool + " --format x");
  CHECK(result.exit_code == 0);
  const auto name = tool.substr(0, tool.find(' '));
  CHECK(result.err == "--format flag deprecated for command \"" + name + "\"");
}

TEST_CASE("ports open and close by range, protocol in any case, and endpoint", "[hook_tools]") {
  FakeHookContext context;
  for (const char* line : {"open-port 80", "open-port 99/tcp", "open-port 100-200", "open-port 443/udp",
                           "close-port 80/TCP", "close-port 100-200/tcP", "close-port 443", "close-port 443/udp",
                           "close-port 9999/UDP"})
    REQUIRE(run(context, line).exit_code == 0);
  CHECK(run(context, "opened-ports").out == "99/tcp\n");
  REQUIRE(run(context, "open-port --endpoints 'db, api' 1337").exit_code == 0);
  REQUIRE(run(context, "close-port --endpoints db 1337").exit_code == 0);
  CHECK(run(context, "opened-ports --endpoints").out == "99/tcp (*)\n1337/tcp (api)\n");
}

TEST_CASE("state-set keeps an empty value, which state-delete removes", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "state-set one= two=2").exit_code == 0);
  CHECK(context.state == Bag{{"one", ""}, {"two", "2"}});
  CHECK(run(context, "state-delete one").exit_code == 0);
  CHECK(context.state == Bag{{"two", "2"}});
  CHECK(run(context, "state-set --file - two=3", "two: null\nthree: null\n").exit_code == 0);
  CHECK(context.state == Bag{{"three", ""}, {"two", "3"}});
}

TEST_CASE("state-set refuses long keys and values when it runs", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "state-set " + std::string(257, 'k') + "=v").err == "ERROR max allowed key length (256) exceeded\n");
  CHECK(run(context, "state-set k=" + std::string(65537, 'v')).err ==
        "ERROR max allowed value length (65536) exceeded\n");
  CHECK(context.state.empty());
  CHECK(run(context, "state-set " + std::string(256, 'k') + "=" + std::string(65536, 'v')).exit_code == 0);
}

TEST_CASE("state-set says which line of a file is no mapping", "[hook_tools]") {
  FakeHookContext context;
  const auto result = run(context, "state-set --file -", "one = two");
  CHECK(result.exit_code == 1);
  CHECK(result.err == "ERROR yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `one = two` into map[string]string\n");
}

TEST_CASE("leader-set announces its write, and as nobody's leader announces nothing", "[hook_tools]") {
  FakeHookContext context;
  CHECK_FALSE(hook_tools::ToolRun(context, "leader-set", {"a=b"}).controller_call());
  context.leader = true;
  context.leader_bag = {{"old", "x"}};
  CHECK_FALSE(hook_tools::ToolRun(context, "leader-set", {}).controller_call());
  hook_tools::ToolRun call(context, "leader-set", {"a=b", "old="});
  REQUIRE(call.controller_call());
  CHECK(std::get<hook_tools::LeaderSettingsPost>(*call.controller_call()).changes == BagChanges{{"a", "b"}, {"old", ""}});
  CHECK(call.finish().exit_code == 0);
  CHECK(context.leader_bag == Bag{{"a", "b"}});
}

TEST_CASE("status-set sets unit or application at once", "[hook_tools]") {
  FakeHookContext context;
  context.leader = true;
  CHECK(run(context, "status-set --application=False active -- msg").exit_code == 0);
  CHECK(context.status == StatusRecord{"active", "msg", 0});
  CHECK(run(context, "status-set blocked -- -x").exit_code == 0);
  CHECK(context.status == StatusRecord{"blocked", "-x", 0});
  CHECK(run(context, "status-set maintenance").exit_code == 0);
  CHECK(context.status == StatusRecord{"maintenance", "", 0});
  CHECK(run(context, "status-set --application waiting soon").exit_code == 0);
  CHECK(context.whole_status.application == StatusRecord{"waiting", "soon", 0});
}

TEST_CASE("application-version-set takes free text", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "application-version-set '1 2 3'").exit_code == 0);
  CHECK(context.workload_version == "1 2 3");
  CHECK(run(context, "application-version-set -- -1.2").exit_code == 0);
  CHECK(context.workload_version == "-1.2");
}

TEST_CASE("juju-log joins its words and reads levels in any case", "[hook_tools]") {
  FakeHookContext context;
  struct Row {
    const char* line;
    LogLevel level;
    const char* message;
  };
  const auto row = GENERATE(values<Row>({
      {"juju-log a b", LogLevel::info, "a b"},
      {"juju-log ''", LogLevel::info, ""},
      {"juju-log -l '' m", LogLevel::info, "m"},
      {"juju-log -l warn m", LogLevel::warning, "m"},
      {"juju-log --log-level DEBUG -- -text", LogLevel::debug, "-text"},
      {"juju-log -lERROR m", LogLevel::error, "m"},
      {"juju-log --debug -l ERROR m", LogLevel::debug, "m"},
  }));
  CAPTURE(row.line);
  CHECK(run(context, row.line).exit_code == 0);
  REQUIRE(context.log_lines.size() == 1);
  CHECK(context.log_lines[0] == std::pair(row.level, std::string(row.message)));
}

TEST_CASE("juju-log warns of a level it does not know and logs all the same", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "juju-log -l -- m").exit_code == 0);
  REQUIRE(context.log_lines.size() == 2);
  CHECK(context.log_lines[0].second == "Specified log level of \"--\" is not valid");
  CHECK(context.log_lines[1] == std::pair(LogLevel::info, std::string("m")));
}

TEST_CASE("with -o the answer goes to a file, also when it is nothing", "[hook_tools]") {
  FakeHookContext context;
  context.options = {{"port", std::int64_t{45}}};
  const auto result = run(context, "config-get --output f port");
  CHECK(result.out == "45\n");
  CHECK(result.output_file == "f");
  CHECK(run(context, "config-get -o f nothing").output_file == "f");
  CHECK_FALSE(run(context, "config-get -o '' port").output_file);
}

TEST_CASE("help lists a tool's flags on stdout when it is reached", "[hook_tools]") {
  FakeHookContext context;
  const auto help = run(context, "relation-set --help");
  CHECK(help.exit_code == 0);
  CHECK(help.out.starts_with("Usage: relation-set [options] key=value [key=value ...]\n\nSummary:\n"));
  CHECK(help.out.find("\nOptions:\n") != std::string::npos);
  CHECK(help.out.find("\n--app  (= false)\n") != std::string::npos);
  CHECK(help.out.find("\n--file (= \"\")\n") != std::string::npos);
  CHECK(help.out.find("\n-r, --relation  (= db:1)\n") != std::string::npos);
  context.in_relation.reset();
  CHECK(run(context, "relation-set --help").out.find("\n-r, --relation  (= )\n") != std::string::npos);
  CHECK(run(context, "config-get -h").exit_code == 0);
  CHECK(run(context, "config-get --nope --help").exit_code == 2);
}

TEST_CASE("every tool has a name of its own, in order, and help", "[hook_tools]") {
  FakeHookContext context;
  const auto names = hook_tools::tool_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  for (const auto name : names) {
    CAPTURE(name);
    const auto help = run(context, std::string(name) + " --help");
    CHECK(help.exit_code == 0);
    CHECK(help.out.starts_with("Usage: " + std::string(name)));
  }
}

TEST_CASE("only calls that change something are remembered", "[hook_tools]") {
  FakeHookContext context;
  CHECK(hook_tools::ToolRun(context, "relation-set", {"a=b"}).writes());
  CHECK_FALSE(hook_tools::ToolRun(context, "relation-get", {}).writes());
}

TEST_CASE("juju-reboot asks for a reboot, not in actions", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "juju-reboot --way").err == "ERROR option provided but not defined: --way\n");
  CHECK(run(context, "juju-reboot x").err == "ERROR unrecognized args: [\"x\"]\n");
  CHECK(run(context, "juju-reboot x").exit_code == 2);
  CHECK_FALSE(context.reboot_now);
  CHECK(run(context, "juju-reboot").exit_code == 0);
  CHECK(context.reboot_now == false);
  CHECK(run(context, "juju-reboot --now").exit_code == 0);
  CHECK(context.reboot_now == true);
  context.in_action = true;
  const auto result = run(context, "juju-reboot");
  CHECK(result.exit_code == 1);
  CHECK(result.err == "ERROR juju-reboot is not supported when running an action.\n");
}
