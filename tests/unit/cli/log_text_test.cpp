#include "cli/formatters/log_text.h"

#include "cli/formatters/glob.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::cli;

namespace {

LogLine a_line() {
  return {.wall_ms = 1'767'348'000'123, // 2026-01-02 10:00:00.123 UTC
          .entity = "unit-mysql-0",
          .level = LogLevel::warning,
          .module = "unit.mysql/0.install",
          .labels = "charm,slow",
          .message = "two words"};
}

} // namespace

TEST_CASE("a log line is entity, time, level, module, labels, message", "[cli]") {
  CHECK(log_text(a_line(), {.utc = true}) ==
        "unit-mysql-0: 10:00:00 WARNING unit.mysql/0.install charm,slow two words\n");
  auto line = a_line();
  line.labels.clear();
  CHECK(log_text(line, {.utc = true, .date = true, .milliseconds = true}) ==
        "unit-mysql-0: 2026-01-02 10:00:00.123 WARNING unit.mysql/0.install two words\n");
}

TEST_CASE("an entity may be named in several ways", "[cli]") {
  const auto [name, matches] = GENERATE(table<const char*, bool>({
      {"unit-mysql-0", true},
      {"mysql/0", true},
      {"mysql", true},
      {"mysq", false},
      {"mysql*", true},
      {"my*", true},
      {"*", true},
      {"unit-*-0", true},
      {"mysql/1", false},
      {"0", false},
      {"machine-0", false},
      {"sql", false},
  }));
  CHECK(LogFilter{.include = {name}}.passes(a_line()) == matches);
  CHECK(LogFilter{.exclude = {name}}.passes(a_line()) == !matches);
}

TEST_CASE("kinds of includes narrow each other, excludes win", "[cli]") {
  CHECK(LogFilter{.include = {"other", "mysql"}, .include_module = {"unit.mysql/0"}}.passes(a_line()));
  CHECK_FALSE(LogFilter{.include = {"mysql"}, .include_module = {"juju"}}.passes(a_line()));
  CHECK_FALSE(LogFilter{.include = {"mysql"}, .exclude_module = {"unit"}}.passes(a_line()));
  CHECK_FALSE(LogFilter{.include_module = {"unit.my"}}.passes(a_line())); // whole parts of the dotted name
  CHECK(LogFilter{.include_label = {"slow"}}.passes(a_line()));
  CHECK_FALSE(LogFilter{.exclude_label = {"charm"}}.passes(a_line()));
  CHECK_FALSE(LogFilter{.least = LogLevel::error}.passes(a_line()));
}

TEST_CASE("a star stands for any text, and many stars take no longer", "[cli]") {
  CHECK(glob_matches("a*c", "abbbc"));
  CHECK(glob_matches("*", ""));
  CHECK_FALSE(glob_matches("a*c", "abbb"));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK_FALSE(glob_matches("*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(5000, 'a')));
}

TEST_CASE("an application's name is not the beginning of another's", "[cli]") {
  auto line = a_line();
  line.entity = "unit-mysql-router-0";
  CHECK_FALSE(LogFilter{.include = {"mysql"}}.passes(line));
  CHECK(LogFilter{.exclude = {"mysql"}}.passes(line));
  CHECK(LogFilter{.include = {"mysql-router"}}.passes(line));
  CHECK(LogFilter{.include = {"mysql*"}}.passes(line));
}
