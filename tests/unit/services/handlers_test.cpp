#include "core/error.h"
#include "services/commit.h"
#include "services/reports.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;

namespace {

HandlerOutcome an_outcome(const std::string& event, HandlerResult result) {
  HandlerOutcome outcome{.event = event, .tool = "puppet 7.23.0", .mode = "apply", .result = result, .exit = 2, .seconds = 1.5};
  outcome.counts = {.kept = 3, .changed = 1, .not_kept = 0, .skipped = 2};
  outcome.promises = {{.id = "File[/a]", .at = "m.pp:3", .outcome = PromiseState::changed, .what = "content", .was = "old", .want = "new"},
                      {.id = "File[/b]", .at = "m.pp:4", .outcome = PromiseState::skipped, .secret = true, .reason = "r"}};
  return outcome;
}

void report(RelatedPair& pair, std::int64_t number, const HandlerOutcome& outcome) {
  const auto unit = pair.unit("wordpress/0");
  const Commit commit{.number = number, .outcome = outcome};
  const auto answer = pair.write([&](auto& tx) { return services::commit(tx, unit.machine, unit.id, commit, 77); });
  REQUIRE(answer.accepted);
}

std::vector<HandlerReport> reports(RelatedPair& pair, const std::optional<std::string>& application = {}) {
  return pair.read([&](auto& tx) { return services::handler_reports(tx, pair.model, application); });
}

} // namespace

TEST_CASE("of each event the last outcome is kept", "[services]") {
  RelatedPair pair;
  report(pair, 2, an_outcome("start", HandlerResult::failed));
  report(pair, 3, an_outcome("install", HandlerResult::converged));
  report(pair, 4, an_outcome("start", HandlerResult::repaired));
  const auto all = reports(pair);
  REQUIRE(all.size() == 2);
  CHECK(all[0].unit == "wordpress/0");
  CHECK(all[0].at_ms == 77);
  CHECK(all[0].outcome == an_outcome("install", HandlerResult::converged));
  CHECK(all[1].outcome == an_outcome("start", HandlerResult::repaired));
}

TEST_CASE("outcomes are told by application, and with their unit", "[services]") {
  RelatedPair pair;
  report(pair, 2, an_outcome("start", HandlerResult::kept));
  CHECK(reports(pair, "wordpress").size() == 1);
  CHECK(reports(pair, "mariadb").empty());
  CHECK_THROWS_WITH(reports(pair, "nobody"), "application \"nobody\" not found");
  const auto info = pair.read([&](auto& tx) { return services::unit_info(tx, pair.model, "wordpress/0"); });
  REQUIRE(info.handlers.size() == 1);
  CHECK(info.handlers[0].outcome.event == "start");
}
