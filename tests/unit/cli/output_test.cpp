#include "charm/json_value.h"
#include "cli/console.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "cli/outcome.h"
#include "cli/terminal_text.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>
#include <sstream>

using namespace periapt::cli;

namespace {
std::string printed(const Table& table, bool colour = false) {
  std::ostringstream out;
  table.print(out, colour);
  return out.str();
}
} // namespace

TEST_CASE("an unknown format is a wrong command line", "[cli]") {
  CHECK_THROWS_AS(check_format("xml", {"json", "yaml"}), UsageError);
  CHECK_THROWS_WITH(check_format("xml", {"json"}), "invalid value \"xml\" for option --format: unknown format \"xml\"");
  CHECK_NOTHROW(check_format("yaml", {"json", "yaml"}));
}

TEST_CASE("JSON is one line in the order given, with control characters escaped", "[cli]") {
  const Value value = Record()
                          .add("z", "a\"b\\c\n\t\x01<&>é")
                          .add("a", List{1, 2.5, 3.0, true, nullptr})
                          .add("empty", Map{})
                          .add("none", List{})
                          .value();
  CHECK(charm::write_json(value, charm::BadText::replace) ==
        "{\"z\":\"a\\\"b\\\\c\\n\\t\\u0001<&>é\",\"a\":[1,2.5,3,true,null],\"empty\":{},\"none\":[]}");
}

TEST_CASE("empty values are left out unless they are always there", "[cli]") {
  const Value value = Record()
                          .add_if("a", "")
                          .add_if("b", 0)
                          .add_if("c", false)
                          .add_if("d", List{})
                          .add_if("e", Map{})
                          .add("f", "")
                          .value();
  CHECK(charm::write_json(value, charm::BadText::replace) == "{\"f\":\"\"}");
}

TEST_CASE("smart text is bare, YAML is a block", "[cli]") {
  CHECK(render("3.6.28", "smart") == "3.6.28\n");
  CHECK(render(true, "smart") == "True\n");
  CHECK(render(List{"a", "b"}, "smart") == "a\nb\n");
  CHECK(render(Record().add("a", List{"x"}).add("b", "yes").add("c", "").value(), "yaml") ==
        "a:\n- x\nb: \"yes\"\nc: \"\"\n");
}

TEST_CASE("columns fit their longest cell, numbers stand right, the last is not padded", "[cli]") {
  Table table({"App", ">Scale", "Message"});
  table.add({"a", "1", "ready"});
  table.add({"wordpress", "10/12", ""});
  table.add({"é", "2", "x"});
  CHECK(printed(table) == "App        Scale  Message\n"
                          "a              1  ready\n"
                          "wordpress  10/12  \n"
                          "é              2  x\n");
}

TEST_CASE("a cell cannot break its row or speak to the terminal", "[cli]") {
  Table table({"Unit", "Message"});
  table.add({"a/0", "one\ntwo\t\033[31mred\x7f"});
  CHECK(printed(table) == "Unit  Message\na/0   one two  [31mred \n");
}

TEST_CASE("colour surrounds the text and never the padding, and only where it is wanted", "[cli]") {
  Table table({"Status", "Message"});
  table.add({Cell("active", colour_of_status("active")), "ok"});
  table.add({Cell("error", colour_of_status("error")), "no"});
  CHECK(printed(table, false).find('\033') == std::string::npos);
  CHECK(printed(table, true) == "\033[1mStatus\033[0m  \033[1mMessage\033[0m\n"
                                "\033[32mactive\033[0m  ok\n\033[31merror\033[0m   no\n");
}

TEST_CASE("moments are told in the local zone, or in UTC for programs", "[cli]") {
  constexpr periapt::TimeMs moment = 1'780'996'490'000; // 2026-06-09 09:14:50 UTC
  ::setenv("TZ", "EST-2", 1);
  ::tzset();
  CHECK(since_text(moment, false) == "09 Jun 2026 11:14:50+02:00");
  CHECK(clock_text(moment, false) == "11:14:50+02:00");
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  CHECK(since_text(moment, false) == "09 Jun 2026 09:14:50Z");
  CHECK(since_text(moment, true) == "2026-06-09 09:14:50Z");
  CHECK(clock_text(moment, true) == "09:14:50");
  CHECK(since_text(0, false).empty());
}

TEST_CASE("an exact moment has no zeros at its end", "[cli]") {
  constexpr periapt::TimeMs moment = 1'780'996'490'000; // 2026-06-09 09:14:50 UTC
  CHECK(exact_time_text(moment) == "2026-06-09T09:14:50Z");
  CHECK(exact_time_text(moment + 7) == "2026-06-09T09:14:50.007Z");
  CHECK(exact_time_text(moment + 670) == "2026-06-09T09:14:50.67Z");
  CHECK(exact_time_text(moment + 678) == "2026-06-09T09:14:50.678Z");
}

TEST_CASE("a terminal shows what controls it instead of obeying", "[cli]") {
  CHECK(terminal_text("up \033[2J\033]0;title\a\rdown\x7f") == "up ^[[2J^[]0;title^G^Mdown^?");
  CHECK(terminal_text("tab\tand\nline, é, ✓") == "tab\tand\nline, é, ✓");
  CHECK(terminal_text("\u0085 and \u009b2J") == "\ufffd and \ufffd2J");
  CHECK(terminal_text("cut \xc2") == "cut \xc2");
  CHECK(terminal_text("\033[") == "^[[");
}

TEST_CASE("colours reach a terminal, and end with what they came in", "[cli]") {
  CHECK(terminal_text("\033[1;31mred\033[0m") == "\033[1;31mred\033[0m");
  CHECK(terminal_text("\033[38:5:1mred") == "\033[38:5:1mred\033[0m");
  CHECK(terminal_text("a\033[mb") == "a\033[mb");
}

TEST_CASE("only a terminal is spared, a file gets what was said", "[cli]") {
  std::istringstream in;
  std::ostringstream out, err;
  Console console(in, out, err);
  console.print("\a");
  console.info("\a");
  CHECK(out.str() + err.str() == "\a\a\n");
  console.out_is_terminal = console.err_is_terminal = true;
  console.print("\a");
  console.error("\a");
  CHECK(out.str() == "\a^G");
  CHECK(err.str() == "\a\n\033[31mERROR\033[0m ^G\n");
}
