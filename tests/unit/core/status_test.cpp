#include "core/status.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("an application is as bad as its worst unit", "[core]") {
  struct Row {
    std::vector<std::string> units;
    const char* worst;
  };
  const auto row = GENERATE(values<Row>({
      {{"unknown", "terminated"}, "terminated"},
      {{"terminated", "active"}, "active"},
      {{"active", "waiting", "active"}, "waiting"},
      {{"waiting", "maintenance"}, "maintenance"},
      {{"maintenance", "blocked"}, "blocked"},
      {{"error", "blocked"}, "error"},
  }));
  std::vector<StatusRecord> units;
  for (const auto& unit : row.units) units.push_back({unit, "message of " + unit, 7});
  const auto derived = derive_application_status(units);
  REQUIRE(derived);
  CHECK(*derived == StatusRecord{row.worst, std::string("message of ") + row.worst, 7});
}

TEST_CASE("of equally bad units the first speaks, of no unit nobody", "[core]") {
  const std::vector<StatusRecord> units{{"active", "", 1}, {"blocked", "first", 2}, {"blocked", "second", 3}};
  CHECK(derive_application_status(units)->message == "first");
  CHECK_FALSE(derive_application_status({}));
}

TEST_CASE("a charm may set four statuses, by their exact words", "[core]") {
  for (const char* word : {"active", "blocked", "maintenance", "waiting"}) CHECK(may_be_set_by_charm(*parse_workload_status(word)));
  for (const char* word : {"error", "terminated", "unknown"}) CHECK_FALSE(may_be_set_by_charm(*parse_workload_status(word)));
  for (const char* word : {"", "Active", "ok", "active "}) CHECK_FALSE(parse_workload_status(word));
  CHECK(name_of(WorkloadStatus::maintenance) == "maintenance");
  CHECK(name_of(AgentStatus::executing) == "executing");
}
