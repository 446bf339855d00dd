#include "cli/action_words.h"

#include "base/shell_words.h"
#include "charm/json_value.h"
#include "cli/outcome.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::cli;
using Words = std::vector<std::string>;

TEST_CASE("the words of run are units, an action and its parameters", "[cli]") {
  const Words words{"mysql/0", "mysql/leader", "backup", "a.b=1", "c="};
  const auto parsed = parse_action_words(words);
  CHECK(parsed.units == Words{"mysql/0", "mysql/leader"});
  CHECK(parsed.action == "backup");
  CHECK(parsed.parameters == Words{"a.b=1", "c="});
}

TEST_CASE("wrong words of run are refused", "[cli]") {
  const auto [words, text] = GENERATE(table<Words, std::string>({
      {Words(), "no unit specified"},
      {Words{"backup"}, "no unit specified"},
      {Words{"mysql/0"}, "no action specified"},
      {Words{"mysql/0", "Backup"}, "invalid unit or action name \"Backup\""},
      {Words{"mysql/0", "wiki/0", "backup"}, "all units must be of the same application"},
      {Words{"mysql/0", "backup", "x"}, "argument \"x\" must be of the form key.key.key...=value"},
      {Words{"mysql/0", "backup", "X=1"}, "key \"X\" must start and end with lowercase alphanumeric, and contain only "
                                     "lowercase alphanumeric and hyphens"},
  }));
  CHECK_THROWS_WITH(parse_action_words(words), text);
}

TEST_CASE("parameters nest at dots, are YAML unless they shall be texts, and go over the file's", "[cli]") {
  auto parameters = parse_parameters_file("a: {b: 1, c: 2}\nd: old");
  apply_parameters(parameters, {"a.b=[x, true]", "d.e=5", "f=a=b"}, false);
  CHECK(charm::write_json(parameters) == R"({"a":{"b":["x",true],"c":2},"d":{"e":5},"f":"a=b"})");
  Map texts;
  apply_parameters(texts, {"a=5"}, true);
  CHECK(charm::write_json(texts) == R"({"a":"5"})");
  CHECK(parse_parameters_file("").empty());
  CHECK_THROWS_WITH(parse_parameters_file("[1]"), "params must contain a YAML map with string keys");
}

TEST_CASE("one word is a script, several are quoted", "[cli]") {
  CHECK(shell_script({"a | b"}) == "a | b");
  CHECK(shell_script({"echo", "a  b", "it's", "", "x=1"}) == "echo 'a  b' 'it'\\''s' '' x=1");
}
