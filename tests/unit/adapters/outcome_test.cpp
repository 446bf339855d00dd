#include "adapters/adapter.h"
#include "adapters/outcome_json.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::adapters;

TEST_CASE("a promise that is not kept is the reason of the failure", "[adapters]") {
  HandlerOutcome outcome;
  add_promise(outcome, {.id = "a", .outcome = PromiseState::kept});
  add_promise(outcome, {.id = "b", .at = "m.pp:3", .outcome = PromiseState::not_kept, .reason = "why"});
  add_promise(outcome, {.id = "c", .outcome = PromiseState::not_kept, .reason = "later"});
  add_promise(outcome, {.id = "d", .outcome = PromiseState::would_change});
  CHECK(outcome.counts == PromiseCounts{.kept = 1, .changed = 1, .not_kept = 2, .skipped = 0});
  CHECK(outcome.reason == "m.pp:3: b: why");
  CHECK(result_of(outcome.counts, false) == HandlerResult::failed);
}

TEST_CASE("the counts decide the result", "[adapters]") {
  CHECK(result_of({.kept = 3}, false) == HandlerResult::kept);
  CHECK(result_of({.kept = 3, .changed = 1}, false) == HandlerResult::converged);
  CHECK(result_of({.kept = 3, .changed = 1}, true) == HandlerResult::would_change);
}

TEST_CASE("of too many promises the kept ones are left out, but counted", "[adapters]") {
  HandlerOutcome outcome;
  for (int i = 0; i < 600; ++i) add_promise(outcome, {.id = "kept", .outcome = PromiseState::kept});
  for (int i = 0; i < 600; ++i) add_promise(outcome, {.id = "changed", .outcome = PromiseState::changed});
  CHECK(outcome.promises.size() == 500);
  CHECK(outcome.promises.front().id == "changed");
  CHECK(outcome.counts.kept == 600);
  CHECK(outcome.counts.changed == 600);
}

TEST_CASE("texts are cut between characters and made UTF-8", "[adapters]") {
  CHECK(bounded("two\nlines\n") == "two lines");
  CHECK(bounded("caf\xe9") == "caf?");
  const auto cut = bounded(std::string(1023, 'x') + "\xc3\xa9");
  CHECK(cut == std::string(1023, 'x'));
}

TEST_CASE("an outcome is written as the contract has it", "[adapters]") {
  HandlerOutcome outcome{.event = "start", .tool = "puppet 7.23.0", .mode = "apply", .result = HandlerResult::would_change};
  add_promise(outcome, {.id = "File[/a]", .at = "m.pp:3", .outcome = PromiseState::not_kept, .was = "absent", .secret = true});
  outcome.reason = "r";
  CHECK(outcome_json(outcome) ==
        R"({"event":"start","tool":"puppet 7.23.0","mode":"apply","result":"would-change","exit":0,"seconds":0,)"
        R"("counts":{"kept":0,"changed":0,"not-kept":1,"skipped":0},"promises":[{"id":"File[/a]","at":"m.pp:3",)"
        R"("outcome":"not-kept","what":"","was":"absent","secret":true,"reason":""}],"reason":"r"})");
}
