// Text on terminals that are too narrow for it.
#include "cli/formatters/table.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace periapt::cli;

namespace {

std::string printed(const Table& table, std::size_t columns) {
  std::ostringstream out;
  table.print(out, false, columns);
  return out.str();
}

Table units(const std::string& message) {
  Table table({"Unit", "Workload", "Ports", "Message"});
  table.add({"wiki/0*", "error", "", message});
  table.add({"wiki/1", "active", "", ""});
  return table;
}

} // namespace

TEST_CASE("a table that fits the terminal, or goes to none, is printed as it is", "[cli]") {
  const std::string whole = "Unit     Workload  Ports  Message\n"
                            "wiki/0*  error            a hook has failed\n"
                            "wiki/1   active           \n";
  CHECK(printed(units("a hook has failed"), 0) == whole);
  CHECK(printed(units("a hook has failed"), 43) == whole);
}

TEST_CASE("what is empty in every row gives its room away", "[cli]") {
  CHECK(printed(units("a hook has failed"), 42) == "Unit     Workload  Message\n"
                                                   "wiki/0*  error     a hook has failed\n"
                                                   "wiki/1   active    \n");
}

TEST_CASE("a last column that is empty gives way too", "[cli]") {
  CHECK(printed(units(""), 20) == "Unit     Workload\n"
                                  "wiki/0*  error\n"
                                  "wiki/1   active\n");
}

TEST_CASE("the last column's text is wrapped within it, or below its row where it has no room", "[cli]") {
  CHECK(printed(units("a hook has failed"), 32) == "Unit     Workload  Message\n"
                                                   "wiki/0*  error     a hook has\n"
                                                   "                   failed\n"
                                                   "wiki/1   active    \n");
  CHECK(printed(units("a hook has failed"), 25) == "Unit     Workload  \n"
                                                   "    Message\n"
                                                   "wiki/0*  error     \n"
                                                   "    a hook has failed\n"
                                                   "wiki/1   active    \n");
  CHECK(printed(units("see /var/log/wiki/0.log"), 32) == "Unit     Workload  \n"
                                                         "    Message\n"
                                                         "wiki/0*  error     \n"
                                                         "    see /var/log/wiki/0.log\n"
                                                         "wiki/1   active    \n");
}

TEST_CASE("lines are broken between words, and within a word that is longer than a line", "[cli]") {
  CHECK(wrapped("", 5) == std::vector<std::string>{""});
  CHECK(wrapped("two  words", 10) == std::vector<std::string>{"two  words"});
  CHECK(wrapped("a wörd or two", 6) == std::vector<std::string>{"a wörd", "or two"});
  CHECK(wrapped("a verylongword b", 6) == std::vector<std::string>{"a", "verylo", "ngword", "b"});
}

TEST_CASE("help is wrapped anew on a narrow terminal, and its commands are left as they are", "[cli]") {
  const std::string help = "What follows is what every command can be told, in\n"
                           "this order:\n"
                           "\n"
                           "Options:\n"
                           "  --watch DURATION  redraw when something changes, at most this often\n"
                           "\n"
                           "Charms carry the knowledge of how to run a piece of\n"
                           "software.\n"
                           "\n"
                           "    model add-charm ./charms/a-charm-with-a-long-name --config debug=true\n";
  CHECK(fitted_help(help, 0) == help);
  CHECK(fitted_help(help, 80) == help);
  CHECK(fitted_help(help, 48) == "What follows is what every command can be told,\n"
                                 "in this order:\n"
                                 "\n"
                                 "Options:\n"
                                 "  --watch DURATION  redraw when something\n"
                                 "                    changes, at most this often\n"
                                 "\n"
                                 "Charms carry the knowledge of how to run a piece\n"
                                 "of software.\n"
                                 "\n"
                                 "    model add-charm ./charms/a-charm-with-a-long-name --config debug=true\n");
}
