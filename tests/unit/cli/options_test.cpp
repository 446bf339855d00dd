#include "cli/options.h"

#include "cli/outcome.h"

#include <catch2/catch.hpp>

using namespace periapt::cli;
using Words = std::vector<std::string>;

namespace {

OptionSet some_options() {
  OptionSet options;
  options.flag("force", "").flag("quiet,q", "").flag("relations,integrations", "");
  options.value("num-units,n", "N", "", "1")
      .value("config", "K=V", "")
      .value("to", "LIST", "")
      .value("watch", "D", "", "0s");
  return options;
}

std::string refusal(const Words& words) {
  const auto options = some_options();
  try {
    Arguments::parse(options, words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("a bad command line is refused in the contract's words", "[cli]") {
  const auto [words, text] = GENERATE(table<Words, std::string>({
      {{"--foo"}, "option provided but not defined: --foo"},
      {{"--foo=bar"}, "option provided but not defined: --foo"},
      {{"-z"}, "option provided but not defined: -z"},
      {{"-qz"}, "option provided but not defined: -z"},
      {{"-force"}, "option provided but not defined: -f"},
      {{"--n", "2"}, "option provided but not defined: --n"},
      {{"--forc"}, "option provided but not defined: --forc"},
      {{"--num-units"}, "option needs an argument: --num-units"},
      {{"-n"}, "option needs an argument: -n"},
      {{"--force=perhaps"}, "invalid value \"perhaps\" for option --force: not a boolean"},
      {{"-q=2"}, "invalid value \"2\" for option -q: not a boolean"},
  }));
  CHECK(refusal(words) == text);
}

TEST_CASE("a value of the wrong type is refused when it is asked for", "[cli]") {
  const auto options = some_options();
  const auto arguments = Arguments::parse(options, Words{"--num-units", "many", "--watch=soon"});
  CHECK_THROWS_WITH(arguments.integer("num-units"),
                    "invalid value \"many\" for option --num-units: not a whole number");
  CHECK_THROWS_WITH(arguments.duration("watch"), "invalid value \"soon\" for option --watch: not a duration");
}

TEST_CASE("a value may follow its option in four ways", "[cli]") {
  const auto words =
      GENERATE(Words{"--num-units", "3"}, Words{"--num-units=3"}, Words{"-n", "3"}, Words{"-n=3"}, Words{"-n3"});
  const auto options = some_options();
  CHECK(Arguments::parse(options, words).integer("num-units") == 3);
}

TEST_CASE("options and words may be mixed, and two dashes end the options", "[cli]") {
  const auto options = some_options();
  const auto arguments = Arguments::parse(options, Words{"a", "--force", "b", "-", "--", "--to", "--", "c"});
  CHECK(arguments.positional() == Words{"a", "b", "-", "--to", "--", "c"});
  CHECK(arguments.flag("force"));
  CHECK_FALSE(arguments.given("to"));
}

TEST_CASE("a flag can be said to be false, and the last word counts", "[cli]") {
  const auto options = some_options();
  CHECK_FALSE(Arguments::parse(options, Words{"--force", "--force=false"}).flag("force"));
  CHECK(Arguments::parse(options, Words{"--force=true", "x"}).positional() == Words{"x"});
}

TEST_CASE("repeated options accumulate and comma lists are split", "[cli]") {
  const auto options = some_options();
  const auto arguments = Arguments::parse(options, Words{"--config", "a=1,2", "--config=", "--to", "0,1", "--to=,2"});
  CHECK(arguments.all("config") == Words{"a=1,2", ""});
  CHECK(arguments.text("config").empty());
  CHECK(arguments.list("to") == Words{"0", "1", "2"});
}

TEST_CASE("two spellings are one option, and what was not given has its initial value", "[cli]") {
  const auto options = some_options();
  const auto arguments = Arguments::parse(options, Words{"--integrations"});
  CHECK(arguments.flag("relations"));
  CHECK(arguments.integer("num-units") == 1);
  CHECK_FALSE(arguments.given("num-units"));
  CHECK(arguments.text("no-such-option").empty());
}

TEST_CASE("surplus words are listed", "[cli]") {
  CHECK_THROWS_WITH(refuse_surplus({"a", "b", "c"}, 1), "unrecognized args: [\"b\" \"c\"]");
  CHECK_NOTHROW(refuse_surplus({"a"}, 1));
}
