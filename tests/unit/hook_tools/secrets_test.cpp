// The secret tools: arguments, errors charms match on, and what is printed. contract/hook-tools.md, section 7.
#include "support/fake_hook_context.h"
#include "support/tool_call.h"

#include <catch2/catch.hpp>

using namespace periapt;
using test::FakeHookContext;
using test::run;
using Lines = std::vector<std::string>;

namespace {

struct Case {
  const char* line;
  const char* error; // after "ERROR "; empty: a success
  int exit_code = 2;
};

} // namespace

TEST_CASE("secret tools refuse wrong arguments in the contract's words", "[hook_tools][secrets]") {
  FakeHookContext context;
  context.leader = true;
  context.in_no_relation();
  const auto row = GENERATE(values<Case>({
      {"secret-add", "missing secret value or filename"},
      {"secret-add foo=", "key value \"foo=\" not valid"},
      {"secret-add foo", "key value \"foo\" not valid"},
      {"secret-add foo===", "key value \"foo===\" not valid"},
      {"secret-add =bar", "key value \"=bar\" not valid"},
      {"secret-add fo=bar", "key \"fo\" not valid"},
      {"secret-add foo=bar --rotate sometimes", "rotate policy \"sometimes\" not valid"},
      {"secret-add foo=bar --owner me", "secret owner \"me\" not valid"},
      {"secret-add foo=bar --expire soon", "expire time or duration \"soon\" not valid"},
      {"secret-add foo=bar --expire 2026-02-30T00:00:00", "expire time or duration \"2026-02-30T00:00:00\" not valid"},
      {"secret-add foo=bar --expire=-1h", "negative expire duration \"-1h\" not valid"},
      {"secret-add f --expire soon --rotate x --owner y", "expire time or duration \"soon\" not valid"},
      {"secret-set", "missing secret URI"},
      {"secret-set http:9m4e2mr0ui3e8a215n4g", "secret URI scheme \"http\" not valid"},
      {"secret-set short", "secret URI \"short\" not valid"},
      {"secret-get", "require either a secret URI or label"},
      {"secret-get http:9m4e2mr0ui3e8a215n4g", "secret URI \"http:9m4e2mr0ui3e8a215n4g\" not valid"},
      {"secret-get --label l --peek --refresh", "specify one of --peek or --refresh but not both"},
      {"secret-get 9m4e2mr0ui3e8a215n4g a b", "unrecognized args: [\"b\"]"},
      {"secret-get 9m4e2mr0ui3e8a215n4g", "secret \"9m4e2mr0ui3e8a215n4g\" not found", 1},
      {"secret-get --label l", "consumer label \"l\" not found", 1},
      {"secret-info-get", "require either a secret URI or label"},
      {"secret-info-get 9m4e2mr0ui3e8a215n4g --label l", "specify either a secret URI or label but not both"},
      {"secret-info-get --label l", "secret \"l\" not found", 1},
      {"secret-info-get secret:9m4e2mr0ui3e8a215n4g", "secret \"9m4e2mr0ui3e8a215n4g\" not found", 1},
      {"secret-grant", "missing secret URI"},
      {"secret-grant 9m4e2mr0ui3e8a215n4g", "no relation id specified"},
      {"secret-grant 9m4e2mr0ui3e8a215n4g -r 1 --unit pg", "unit \"pg\" not valid"},
      {"secret-grant 9m4e2mr0ui3e8a215n4g -r 1 --unit x/0",
       "cannot specify unit \"x/0\" in relation to application \"pg\""},
      {"secret-revoke 9m4e2mr0ui3e8a215n4g", "missing relation or application or unit"},
      {"secret-revoke 9m4e2mr0ui3e8a215n4g --app a --unit a/0", "specify only one of application or unit"},
      {"secret-revoke 9m4e2mr0ui3e8a215n4g --application 0/x", "application \"0/x\" not valid"},
      {"secret-revoke 9m4e2mr0ui3e8a215n4g --unit x", "unit \"x\" not valid"},
      {"secret-revoke 9m4e2mr0ui3e8a215n4g -r 1 --app pg", "do not specify both relation and app"},
      {"secret-remove", "missing secret URI"},
      {"secret-remove 9m4e2mr0ui3e8a215n4g --revision x",
       "invalid value \"x\" for option --revision: strconv.ParseInt: parsing \"x\": invalid syntax"},
      {"secret-ids x", "unrecognized args: [\"x\"]"},
  }));
  CAPTURE(row.line);
  const auto result = run(context, row.line);
  CHECK(result.exit_code == row.exit_code);
  CHECK(result.err == "ERROR " + std::string(row.error) + "\n");
  CHECK(result.out.empty());
}

TEST_CASE("secret-add hands the content over and prints the URI", "[hook_tools][secrets]") {
  FakeHookContext context;
  context.leader = true;
  const auto result = run(context, "secret-add --label db --rotate daily --expire 24h user=admin key#base64=eA==");
  CHECK(result.out == "secret:9m4e2mr0ui3e8a215n4g\n");
  CHECK(context.fake_secrets.posted->content == SecretContent{{"key", "eA=="}, {"user", "YWRtaW4="}});
  CHECK(context.fake_secrets.done ==
        Lines{"add 9m4e2mr0ui3e8a215n4g application label=db rotate=daily expire=1767434400000"});
}

TEST_CASE("an expiry is a duration, a moment with a zone, or one in UTC", "[hook_tools][secrets]") {
  FakeHookContext context;
  const auto [text, moment] = GENERATE(table<const char*, const char*>({
      {"1h30m", "1767353400000"},
      {"2026-01-02T10:00:00", "1767348000000"},
      {"2026-01-02T10:00:00.5Z", "1767348000000"},
      {"2026-01-02T12:00:00+02:00", "1767348000000"},
  }));
  run(context, std::string("secret-add --owner unit foo=bar --expire ") + text);
  CHECK(context.fake_secrets.done == Lines{std::string("add 9m4e2mr0ui3e8a215n4g unit expire=") + moment});
}

TEST_CASE("only the leader adds an application's secret, and others hand nothing over", "[hook_tools][secrets]") {
  FakeHookContext context;
  const auto refused = run(context, "secret-add foo=bar");
  CHECK(refused.exit_code == 1);
  CHECK(refused.err == "ERROR this unit is not the leader\n");
  CHECK_FALSE(context.fake_secrets.posted);
  CHECK(run(context, "secret-add --owner unit foo=bar").exit_code == 0);
}

TEST_CASE("a secret's files are read by the tool, and what is wrong with them exits 2", "[hook_tools][secrets]") {
  FakeHookContext context;
  context.leader = true;
  CHECK(run(context, "secret-add pass#file=/x", std::string("a\0b", 3)).exit_code == 0);
  CHECK(context.fake_secrets.posted->content == SecretContent{{"pass", "YQBi"}});
  CHECK(run(context, "secret-add --file s.yaml foo=1 bar=2", "{foo: 3, raw#base64: eA==}").exit_code == 0);
  CHECK(context.fake_secrets.posted->content == SecretContent{{"bar", "Mg=="}, {"foo", "Mw=="}, {"raw", "eA=="}});
  const auto missing = run(context, "secret-add pass#file=/x", hook_tools::FileFailure{"no such file or directory"});
  CHECK(missing.exit_code == 2);
  CHECK(missing.err == "ERROR reading content for secret key \"pass\": open /x: no such file or directory\n");
  const auto large = run(context, "secret-add pass#file=/x", std::string(1'000'001, 'a'));
  CHECK(large.exit_code == 2);
  CHECK(large.err == "ERROR secret content in file \"/x\" too large: 1000001 bytes\n");
  const auto encoded = run(context, "secret-add pass#file=/x", std::string(1'000'000, 'a'));
  CHECK(encoded.err == "ERROR base64 encoded secret content for key \"pass\" too large: 1333336 bytes\n");
  const auto empty = run(context, "secret-add --file s.yaml", "");
  CHECK(empty.exit_code == 1);
  CHECK(empty.err == "ERROR empty secret value not valid\n");
}

TEST_CASE("secret-set replaces content, changes metadata, or does nothing", "[hook_tools][secrets]") {
  FakeHookContext context;
  const std::string id = "9m4e2mr0ui3e8a215n4g";
  CHECK(run(context, "secret-set secret:" + id).exit_code == 0);
  CHECK(context.fake_secrets.done.empty());
  CHECK(run(context, "secret-set " + id + " --description d --label ''").exit_code == 0);
  CHECK(run(context, "secret-set " + id + " --owner unit foo=bar").exit_code == 0);
  CHECK(context.fake_secrets.done == Lines{"set " + id + " description=d", "set " + id + " content"});
}

TEST_CASE("secret-get prints decoded values, one of them, or what is stored", "[hook_tools][secrets]") {
  FakeHookContext context;
  context.fake_secrets.readable["9m4e2mr0ui3e8a215n4g"] = {{"user", "YWRtaW4="}, {"pin", "MDA0Mg=="}};
  const auto [line, out] = GENERATE(table<const char*, const char*>({
      {"secret-get 9m4e2mr0ui3e8a215n4g", "pin: \"0042\"\nuser: admin\n"},
      {"secret-get secret://6d0c8a3e-0000-4000-8000-000000000001/9m4e2mr0ui3e8a215n4g --format json",
       "{\"pin\":\"0042\",\"user\":\"admin\"}\n"},
      {"secret-get 9m4e2mr0ui3e8a215n4g pin", "\"0042\"\n"},
      {"secret-get 9m4e2mr0ui3e8a215n4g user#base64", "YWRtaW4=\n"},
  }));
  CAPTURE(line);
  CHECK(run(context, line).out == out);
  const auto missing = run(context, "secret-get 9m4e2mr0ui3e8a215n4g nokey");
  CHECK(missing.exit_code == 1);
  CHECK(missing.err == "ERROR secret key value \"nokey\" not found\n");
}

TEST_CASE("secret-info-get and secret-ids tell of what is owned", "[hook_tools][secrets]") {
  FakeHookContext context;
  CHECK(run(context, "secret-ids --format json").out == "[]\n");
  context.fake_secrets.own = {{.id = "9m4e2mr0ui3e8a215n4g",
                               .owner_kind = SecretOwnerKind::application,
                               .owner = "web",
                               .label = "db",
                               .revision = 2,
                               .rotation = RotatePolicy::daily,
                               .rotates_ms = 1'767'348'000'000,
                               .access = {{"application-pg", "relation-web.db#pg.server", "view"}}}};
  CHECK(run(context, "secret-ids").out == "9m4e2mr0ui3e8a215n4g\n");
  CHECK(run(context, "secret-info-get --label db --format json").out ==
        R"({"9m4e2mr0ui3e8a215n4g":{"revision":2,"label":"db","owner":"application","rotation":"daily",)"
        R"("rotates":"2026-01-02T10:00:00Z","access":[{"target":"application-pg",)"
        R"("scope":"relation-web.db#pg.server","role":"view"}]}})"
        "\n");
}

TEST_CASE("grants, revocations and removals name whom and what", "[hook_tools][secrets]") {
  FakeHookContext context; // in a hook of relation 1 with pg
  const std::string id = "9m4e2mr0ui3e8a215n4g";
  for (const auto* line : {"secret-grant 9m4e2mr0ui3e8a215n4g", "secret-grant 9m4e2mr0ui3e8a215n4g -r cache:3",
                           "secret-grant 9m4e2mr0ui3e8a215n4g --unit pg/1", "secret-revoke 9m4e2mr0ui3e8a215n4g",
                           "secret-revoke 9m4e2mr0ui3e8a215n4g --unit pg/1", "secret-remove 9m4e2mr0ui3e8a215n4g",
                           "secret-remove secret:9m4e2mr0ui3e8a215n4g --revision 2"}) {
    CAPTURE(line);
    CHECK(run(context, line).exit_code == 0);
  }
  CHECK(context.fake_secrets.done == Lines{"grant " + id + " 1 pg ", "grant " + id + " 3 redis ",
                                           "grant " + id + " 1 pg pg/1", "revoke " + id + " pg ",
                                           "revoke " + id + "  pg/1", "remove " + id + " 0", "remove " + id + " 2"});
}
