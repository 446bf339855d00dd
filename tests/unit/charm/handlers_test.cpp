#include "charm/charm.h"
#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::charm;

namespace {

Charm a_charm(const std::string& charm_yaml) {
  return parse_charm({{"metadata.yaml", "name: wiki\nsummary: s\ndescription: d\nrequires: {db: mysql}\n"},
                      {"actions.yaml", "backup: {description: b}\nstart: {description: s}\n"},
                      {"charm.yaml", charm_yaml}},
                     CharmOrigin::archive);
}

std::string handlers_refusal(const std::string& charm_yaml) {
  try {
    a_charm(charm_yaml);
    return "";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::invalid);
    return error.what();
  }
}

} // namespace

TEST_CASE("what is wrong with a handler is said with its place", "[charm]") {
  const auto [handlers, text] = GENERATE(table<std::string, std::string>({
      {"instal: {bash: a.sh}", "handlers.instal: no such event: expected a hook, <action>-action or <endpoint>-<named event> (line 2"},
      {"backup: {bash: a.sh}", "handlers.backup: no such event"},
      {"db-relation-change: {bash: a.sh}", "handlers.db-relation-change: no such event"},
      {"install: {pupet: a}", "handlers.install.pupet: unknown tool \"pupet\": expected one of \"ansible\", \"bash\", \"cfengine\", \"chef\", \"puppet\" (line 2"},
      {"install: {}", "handlers.install: names no tool"},
      {"install: a.sh", "handlers.install: expected map, got string(\"a.sh\")"},
      {"install: {bash: a.sh, puppet: a}", "handlers.install.puppet: is bound to bash already"},
      {"install: {bash: /bin/sh}", "invalid program \"/bin/sh\": expected the path of a script in the charm"},
      {"install: {bash: a/../../b}", "invalid program"},
      {"install: {bash: \"\"}", "invalid program \"\""},
      {"install: {bash: [a]}", "handlers.install.bash: expected string"},
      {"install: {puppet: Wiki}", "invalid program \"Wiki\": expected a class, or the path of a manifest (.pp) in the charm"},
      {"install: {puppet: ../a.pp}", "invalid program \"../a.pp\""},
      {"install: {cfengine: \"a b\"}", "expected the name of a bundle"},
      {"install: {chef: \"a::b::c\"}", "expected a recipe, or a list of them"},
      {"install: {chef: []}", "expected at least one recipe"},
      {"install: {puppet: a, tags: [x]}", "handlers.install.tags: only ansible has tags"},
      {"install: {puppet: a, preview: true}", "handlers.install.preview: only bash needs to say so"},
      {"install: {puppet: a, secrets: x}", "handlers.install.secrets: expected list"},
  }));
  const auto message = handlers_refusal("handlers:\n  " + handlers + "\n");
  CHECK_THAT(message, Catch::Contains(text) && Catch::StartsWith("parsing \"charm.yaml\" file: charm: handlers."));
}

TEST_CASE("a handler is bound to a hook, an action or a named event", "[charm]") {
  const auto charm = a_charm("handlers:\n"
                             "  start: {bash: scripts/start.sh, preview: true}\n"
                             "  start-action: {ansible: playbooks/start.yml, tags: [a, b]}\n"
                             "  db-relation-changed: {puppet: 'wiki::db', secrets: [db-password]}\n"
                             "  db-database-available: {cfengine: db_available}\n"
                             "  backup-action: {chef: ['wiki::a', b]}\n");
  CHECK(find_handler(charm, "stop") == nullptr);
  CHECK(find_handler(charm, "start")->program == "scripts/start.sh");
  CHECK(find_handler(charm, "start")->preview);
  CHECK(find_handler(charm, action_event("start"))->tags == std::vector<std::string>{"a", "b"});
  CHECK(find_handler(charm, "db-relation-changed")->secrets == std::vector<std::string>{"db-password"});
  CHECK(find_handler(charm, "db-database-available")->tool == "cfengine");
  CHECK(find_handler(charm, "backup-action")->program == "wiki::a,b");
}

TEST_CASE("a charm.yaml without handlers binds nothing", "[charm]") {
  const auto* text = GENERATE("", "other: 1\n", "handlers:\n", "handlers: {}\n");
  CHECK(a_charm(text).handlers.empty());
}
