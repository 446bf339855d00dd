#include "agent/juju_exec_call.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;

namespace {

using Arguments = std::vector<std::string>;

std::optional<UnitName> only_mysql() { return UnitName("mysql/0"); }
std::optional<UnitName> several() { return std::nullopt; }

std::string wrong(const Arguments& arguments) {
  try {
    parse_juju_exec(arguments, several);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

} // namespace

TEST_CASE("juju-exec takes a unit by name, by tag, by -u, or the machine's only one", "[agent]") {
  const auto arguments = GENERATE(Arguments{"mysql/0", "ls"}, Arguments{"unit-mysql-0", "ls"}, Arguments{"-u", "mysql/0", "ls"},
                                  Arguments{"-u", "mysql/0", "--", "ls"}, Arguments{"ls"}, Arguments{"-u", "", "ls"},
                                  Arguments{"-u=unit-mysql-0", "ls"});
  const auto call = parse_juju_exec(arguments, only_mysql);
  CHECK(call.unit->str() == "mysql/0");
  CHECK(call.commands == "ls");
}

TEST_CASE("one word is a script, several are one command", "[agent]") {
  CHECK(parse_juju_exec({"mysql/0", "echo $x; ls"}, several).commands == "echo $x; ls");
  CHECK(parse_juju_exec({"mysql/0", "echo", "$x", "a b"}, several).commands == "echo '$x' 'a b'");
  CHECK(parse_juju_exec({"mysql/0", "ls", "-r"}, several).commands == "ls -r");
}

TEST_CASE("a relation is a number or an id, with whom it is about", "[agent]") {
  const auto call = parse_juju_exec({"-r", "db:3", "--remote-unit", "wiki/1", "--force-remote-unit", "mysql/0", "ls"}, several);
  CHECK(call.relation == 3);
  CHECK(call.remote_unit == "wiki/1");
  CHECK(call.force_remote_unit);
  CHECK(parse_juju_exec({"--relation=3", "--remote-app", "wiki", "mysql/0", "ls"}, several).remote_application == "wiki");
}

TEST_CASE("without a context there is no unit", "[agent]") {
  const auto call = parse_juju_exec({"--no-context", "--", "hostname", "-f"}, several);
  CHECK_FALSE(call.unit);
  CHECK(call.commands == "hostname -f");
}

TEST_CASE("juju-exec says what is wrong with its arguments", "[agent]") {
  CHECK(wrong({}) == "missing unit-name");
  CHECK(wrong({"hostname"}) == "\"hostname\" is not a valid unit name or tag");
  CHECK(wrong({"-u", "x", "ls"}) == "\"x\" is not a valid unit name or tag");
  CHECK(wrong({"-u", "", "ls"}) == "no unit, or several, on this machine: name one");
  CHECK(wrong({"-u"}) == "option needs an argument: -u");
  CHECK(wrong({"mysql/0"}) == "missing commands");
  CHECK(wrong({"-r", "db:x", "mysql/0", "ls"}) == "invalid relation id");
  CHECK(wrong({"--remote-unit", "wiki/0", "mysql/0", "ls"}) == "remote unit: wiki/0, provided without a relation");
  CHECK(wrong({"--remote-app", "wiki", "mysql/0", "ls"}) == "remote app: wiki, provided without a relation");
  CHECK(wrong({"-r", "1", "--remote-unit", "wiki", "mysql/0", "ls"}) == "remoteUnit \"wiki\" is not a valid unit name");
  CHECK(wrong({"--no-context", "-u", "mysql/0", "ls"}) ==
        "-no-context cannot be passed with an explicit unit-name (-u \"mysql/0\")");
  CHECK(wrong({"--colour", "mysql/0", "ls"}) == "option provided but not defined: --colour");
}
