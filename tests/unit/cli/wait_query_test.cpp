#include "cli/wait_query.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::cli;

namespace {

const Value scope = Map{{"life", "alive"},
                        {"count", 3},
                        {"exposed", false},
                        {"workload-status", "active"},
                        {"list", List{"a", "b"}},
                        {"none", Map{}},
                        {"units", Map{{"web/0", Map{{"status", "active"}, {"n", 1}}}, {"web/1", Map{{"status", "blocked"}, {"n", 2}}}}}};

bool holds(const std::string& text) { return WaitQuery(text).holds(scope, {}); }

} // namespace

TEST_CASE("a query that is none says where", "[cli]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>({
      {"", "expected a name at column 1, got the end"},
      {"life ==", "expected a name at column 8, got the end"},
      {"life == \"alive", "expected the closing quote"},
      {"(life", "expected \")\""},
      {"life = 1", "expected the end at column 6"},
      {"a && && b", "expected a name at column 6"},
      {"units[\"x\"", "expected \"]\""},
      {"len(units", "expected \")\""},
      {"life == alive extra", "expected the end"},
  }));
  CAPTURE(text);
  CHECK_THROWS_WITH(WaitQuery(text), Catch::Contains(reason));
  CHECK_THROWS_WITH(WaitQuery(std::string(500, '(')), Catch::Contains("less nesting"));
  CHECK_THROWS_WITH(WaitQuery(std::string(500, '!')), Catch::Contains("less nesting"));
}

TEST_CASE("what cannot be evaluated is an error, not false", "[cli]") {
  for (const char* text : {"nothing == 1", "life", "life && exposed", "life < 1", "units.nobody.n == 1", "list[2] == \"a\"",
                           "size(units) == 1", "len(count) == 1", "int(life) == 1", "forEach(units, 1)", "forEach(life, x => true)",
                           "len(units, units) == 1", "x => true"}) {
    INFO(text);
    CHECK_THROWS_WITH(holds(text), Catch::Contains("cannot evaluate query"));
  }
}

TEST_CASE("a query compares, joins and looks into what it is about", "[cli]") {
  const auto [text, expected] = GENERATE(table<std::string, bool>({
      {R"(life=="alive" && workload-status=="active")", true},
      {R"(life == 'alive' || nothing)", true},
      {"exposed", false},
      {"!exposed && !(exposed)", true},
      {"!exposed != exposed", true},
      {"count >= 3 && count < 4 && count != 2.5", true},
      {"\"a\" < \"b\" && \"b\" > \"a\"", true},
      {"len(units) == 2 && len(list) == 2 && len(life) == 5", true},
      {R"(units["web/1"].status == "blocked")", true},
      {R"(list[1] == "b")", true},
      {"forEach(units, unit => unit.n > 0)", true},
      {R"(forEach(units, unit => unit.status == "active"))", false},
      {"forEach(none, unit => true)", false},
      {R"(forEach(list, x => x == "a" || forEach(units, x => x.n > 0)))", true},
      {R"(startsWith(life, "al") && endsWith(life, "ve") && !startsWith(life, "x"))", true},
      {R"(int("3") == count && string(count) == "3")", true},
      {"true && !false", true},
      {R"("say \"hi\"" == 'say "hi"')", true},
  }));
  CAPTURE(text);
  CHECK(holds(text) == expected);
}

TEST_CASE("what is unmet is told part by part, and print says what it is given", "[cli]") {
  const WaitQuery query(R"(life=="alive" && count == 4 && (exposed || workload-status == "error"))");
  CHECK(query.unmet(scope) == std::vector<std::string>{"count == 4", "(exposed || workload-status == \"error\")"});
  std::string said;
  CHECK(WaitQuery("print(count) == 3").holds(scope, [&](const std::string& line) { said = line; }));
  CHECK(said == "3");
}

TEST_CASE("a query that asks for the end knows that it does", "[cli]") {
  CHECK(WaitQuery(R"(life == "dead")").expects_end());
  CHECK(WaitQuery(R"(exposed || life=="dying")").expects_end());
  CHECK_FALSE(WaitQuery(R"(life != "dead" && life == "alive")").expects_end());
}
