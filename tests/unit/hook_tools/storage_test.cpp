#include "support/fake_hook_context.h"
#include "support/tool_call.h"

#include <catch2/catch.hpp>

using namespace periapt;
using test::FakeHookContext;
using test::run;

TEST_CASE("the storage tools refuse what is wrong", "[hook_tools]") {
  struct Case {
    const char* line;
    const char* reason;
    int exit_code;
  };
  FakeHookContext context;
  const auto bad = GENERATE(values<Case>(
      {{"storage-get", "no storage instance specified", 2},
       {"storage-get -s ../x", "invalid value \"../x\" for option -s: invalid storage ID \"../x\"", 2},
       {"storage-get -s name", "invalid value \"name\" for option -s: invalid storage ID \"name\"", 2},
       {"storage-get -s data/9 location", "invalid value \"data/9\" for option -s: storage \"data/9\" not found", 2},
       {"storage-get -s name/0 size", "invalid storage attribute \"size\"", 1},
       {"storage-get -s name/0 kind x", "unrecognized args: [\"x\"]", 2},
       {"storage-list a b", "unrecognized args: [\"b\"]", 2},
       {"storage-add", "storage add requires a storage directive", 2},
       {"storage-add data=pool", "only count can be specified for \"data\"", 2},
       {"storage-add data=1G", "only count can be specified for \"data\"", 2},
       {"storage-add data=2,1G", "only count can be specified for \"data\"", 2},
       {"storage-add other data=2,1G", "only count can be specified for \"data\"", 2},
       {"storage-add data data=2", "storage \"data\" specified more than once", 2},
       {"storage-add ../data", "storage name \"../data\" not valid", 2},
       {"storage-add data=", "cannot parse constraints for storage \"data\": storage constraints require at least one "
                             "field to be specified", 2},
       {"storage-add data=0", "cannot parse constraints for storage \"data\": parsing storage count: count must be "
                              "greater than zero, got \"0\"", 2}}));
  CAPTURE(bad.line);
  const auto result = run(context, bad.line);
  CHECK(result.exit_code == bad.exit_code);
  CHECK(result.err == "ERROR " + std::string(bad.reason) + "\n");
  CHECK(context.storage_added.empty());
}

TEST_CASE("storage-get tells of the hook's storage or of the one named", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "storage-get -s name/0 location").out == "/srv/name\n");
  CHECK(run(context, "storage-get -s name/0 --format json").out == "{\"kind\":\"filesystem\",\"location\":\"/srv/name\"}\n");
  context.in_storage = "data/1";
  CHECK(run(context, "storage-get location").out == "/dev/sdx\n");
  CHECK(run(context, "storage-get kind").out == "block\n");
  CHECK(run(context, "storage-get -s name/0 kind").out == "filesystem\n");
}

TEST_CASE("help of storage-get names the hook's storage as ops reads it", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "storage-get --help").out.find("\n-s  (= )\n") != std::string::npos);
  context.in_storage = "data/1";
  CHECK(run(context, "storage-get --help").out.find("\n-s  (= data/1)\n") != std::string::npos);
}

TEST_CASE("storage-list names what is attached, by exact name", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "storage-list --format json").out == "[\"name/0\",\"data/1\"]\n");
  CHECK(run(context, "storage-list --format json name").out == "[\"name/0\"]\n");
  CHECK(run(context, "storage-list --format yaml nam").out == "[]\n");
}

TEST_CASE("storage-add asks for as many as it says", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "storage-add data other=3").exit_code == 0);
  CHECK(context.storage_added == std::vector<StorageAddition>{{"data", 1}, {"other", 3}});
}
