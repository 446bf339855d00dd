#include "hook_tools/tools.h"
#include "support/fake_hook_context.h"
#include "support/tool_call.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace periapt;
using test::FakeHookContext;
using test::run;

TEST_CASE("the tools of adapters have no link", "[hook_tools]") {
  const auto names = hook_tools::tool_names();
  CHECK(std::find(names.begin(), names.end(), "handler-context") == names.end());
  CHECK(std::find(names.begin(), names.end(), "handler-outcome") == names.end());
  CHECK(std::find(names.begin(), names.end(), "handler-unwritten") == names.end());
}

TEST_CASE("the context document holds what the contract says", "[hook_tools]") {
  FakeHookContext context;
  context.options = {{"port", ConfigValue(std::int64_t{80})}, {"debug", ConfigValue(false)}, {"unset", std::nullopt}};
  context.unit_bags[{1, "web/0"}] = {{"mine", "{{ x }}"}};
  context.described.previous_config = ConfigValues{{"port", ConfigValue(std::int64_t{79})}};
  context.storages = {{"data/1", StorageKind::filesystem, "/srv"}};
  const auto result = run(context, "handler-context");
  CHECK(result.exit_code == 0);
  CHECK(result.out ==
        R"({"api":1,"event":{"name":"db-relation-changed","relation":"db","relation-id":"db:1","remote-unit":"pg/0","remote-app":"pg"},)"
        R"("unit":{"name":"web/0","application":"web","address":"10.0.0.7","leader":false},)"
        R"("model":{"name":"prod","uuid":"6f1d2c3b-0000-4000-8000-000000000001"},)"
        R"("charm":{"url":"local:web-3","modified":2},)"
        R"("config":{"debug":false,"port":80},"config-previous":{"port":79},)"
        R"("relations":{"cache":[{"id":"cache:3","remote-app":"redis","app":{},"mine":{},"mine-app":{},"units":[]}],)"
        R"("db":[{"id":"db:0","remote-app":"pg","app":{},"mine":{},"mine-app":{},"units":[]},)"
        R"({"id":"db:1","remote-app":"pg","app":{"colour":"blue"},"mine":{"mine":"{{ x }}"},"mine-app":{},)"
        R"("units":[{"name":"pg/0","address":"","data":{"host":"10.1.1.5","note":"a b\nc d\n","pin":"0042"}}]},)"
        R"({"id":"db:10","remote-app":"pg","app":{},"mine":{},"mine-app":{},"units":[]}]},)"
        R"("remote":{"host":"10.1.1.5","note":"a b\nc d\n","pin":"0042"},)"
        R"("storage":[{"name":"data","id":"data/1","kind":"filesystem","location":"/srv"}]})"
        "\n");
}

TEST_CASE("a relation that is broken is the event's and not among the relations, as relation-ids says", "[hook_tools]") {
  FakeHookContext context;
  context.known[1].listed = false;
  const auto out = run(context, "handler-context").out;
  CHECK_THAT(out, Catch::Contains(R"("relation-id":"db:1")") && !Catch::Contains(R"("id":"db:1",)"));
}

TEST_CASE("an action's document has its parameters and no remote", "[hook_tools]") {
  FakeHookContext context;
  context.in_no_relation();
  context.action = charm::YamlMap{{"force", true}};
  context.described.event = "backup";
  const auto out = run(context, "handler-context").out;
  CHECK_THAT(out, Catch::Contains(R"("event":{"name":"backup"})") && Catch::Contains(R"("remote":{})") &&
                      Catch::Contains(R"("action":{"name":"backup","parameters":{"force":true}})"));
}

TEST_CASE("an outcome is taken whole or refused", "[hook_tools]") {
  FakeHookContext context;
  const auto report = [&](const std::string& content) {
    hook_tools::ToolRun call(context, "handler-outcome", {"--file", "outcome.json"});
    REQUIRE(call.files().size() == 1);
    call.use_files({content});
    return call.finish();
  };
  CHECK(report("{").exit_code == 1);
  CHECK(report(R"({"event":"start","tool":"bash","mode":"apply","result":"fine"})").exit_code == 1);
  CHECK(report(R"({"event":"start","tool":"bash","mode":"apply","counts":{},"reason":"","more":1})").exit_code == 1);
  CHECK_FALSE(context.outcome);
  CHECK(run(context, "handler-outcome").err == "ERROR no file specified\n");

  const auto good = report(R"({"event":"start","tool":"bash","mode":"apply","result":"repaired","exit":0,"seconds":0.5,)"
                           R"("counts":{"kept":1,"changed":2,"not-kept":0,"skipped":0},"promises":[],"reason":""})");
  CHECK(good.err.empty());
  REQUIRE(context.outcome);
  CHECK(context.outcome->result == HandlerResult::repaired);
  CHECK(context.outcome->counts.changed == 2);
}

TEST_CASE("in a preview a tool that writes is noted and does nothing", "[hook_tools]") {
  FakeHookContext context;
  context.previews = true;
  const auto result = run(context, "application-version-set 2.0");
  CHECK(result.exit_code == 0);
  CHECK(result.err == "not in a preview: application-version-set 2.0\n");
  CHECK(context.workload_version.empty());
  CHECK(run(context, "handler-unwritten").out == R"(["application-version-set 2.0"])" "\n");
}

TEST_CASE("in a preview tools read, log, and say what is wrong with a call", "[hook_tools]") {
  FakeHookContext context;
  context.previews = true;
  CHECK(run(context, "juju-log hello").exit_code == 0);
  CHECK(context.log_lines.size() == 1);
  CHECK(run(context, "status-set happy").exit_code != 0);
  CHECK(run(context, "config-get --format json").exit_code == 0);
  CHECK(context.held_back.empty());
}
