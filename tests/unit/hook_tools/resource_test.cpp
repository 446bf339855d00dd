#include "support/fake_hook_context.h"
#include "support/tool_call.h"

#include <catch2/catch.hpp>

using namespace periapt;
using test::FakeHookContext;
using test::run;

TEST_CASE("resource-get prints the path alone", "[hook_tools]") {
  FakeHookContext context;
  CHECK(run(context, "resource-get spam").out == "/srv/spam/spam.tgz");
}

TEST_CASE("resource-get refuses what it cannot give", "[hook_tools]") {
  FakeHookContext context;
  const auto missing = run(context, "resource-get");
  CHECK(missing.exit_code == 2);
  CHECK(missing.err == "ERROR missing required resource name\n");
  CHECK(run(context, "resource-get a b").err == "ERROR unrecognized args: [\"b\"]\n");
  const auto unknown = run(context, "resource-get ../spam");
  CHECK(unknown.exit_code == 1);
  CHECK(unknown.out.empty());
  CHECK(unknown.err == "ERROR could not download resource: resource \"../spam\" not found\n");
}
