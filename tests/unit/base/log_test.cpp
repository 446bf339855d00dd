#include "base/log.h"
#include "base/log_line.h"
#include "base/segmented_log.h"
#include "support/fake_clock.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace periapt;

TEST_CASE("a stored log line has six fields separated by tabs", "[base]") {
  const LogLine line{.wall_ms = 1'767'348'000'123, .entity = "unit-x-0", .level = LogLevel::debug,
                     .module = "unit.x/0.install", .labels = "http", .message = "hello"};
  CHECK(format_log_line(line) == "2026-01-02T10:00:00.123Z\tunit-x-0\tDEBUG\tunit.x/0.install\thttp\thello\n");
}

TEST_CASE("what is written to a log line is read from it, whatever the message holds", "[base]") {
  const std::string message = GENERATE("", "plain", "two\nlines", "tab\there", "back\\slash \\n", "gr\xC3\xBC\xC3\x9F");
  const auto read = parse_log_line(format_log_line({.wall_ms = 1, .entity = "e", .module = "m", .message = message}));
  REQUIRE(read);
  CHECK(read->message == message);
  CHECK(read->wall_ms == 1);
}

TEST_CASE("bytes that are not UTF-8 are replaced in a log line", "[base]") {
  const std::string message = GENERATE("\xFF", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80");
  const auto read = parse_log_line(format_log_line({.message = "a" + message}));
  REQUIRE(read);
  CHECK(read->message.substr(0, 4) == "a\xEF\xBF\xBD");
}

TEST_CASE("text that is no log line is recognised", "[base]") {
  CHECK_FALSE(parse_log_line(""));
  CHECK_FALSE(parse_log_line("hello"));
  CHECK_FALSE(parse_log_line("2026-01-02T10:00:00.123Z\te\tDEBUG\tm\tl"));
  CHECK_FALSE(parse_log_line("yesterday\te\tDEBUG\tm\tl\tx"));
  CHECK_FALSE(parse_log_line("2026-01-02T10:00:00.123Z\te\tLOUD\tm\tl\tx"));
}

TEST_CASE("level names are read in any case", "[base]") {
  CHECK(parse_log_level("warning") == LogLevel::warning);
  CHECK(parse_log_level("WARN") == LogLevel::warning);
  CHECK(parse_log_level("Critical") == LogLevel::critical);
  CHECK_FALSE(parse_log_level("loud"));
}

TEST_CASE("a log gives its sink what is at least as important as asked", "[base]") {
  const test::FakeClock clock;
  std::vector<LogLine> lines;
  const Log log("controller-0", clock, [&](const LogLine& line) { lines.push_back(line); });
  log.debug("delivery", "Not told");
  log.warning("delivery", "Told {}", 1);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].message == "Told 1");
  CHECK(lines[0].entity == "controller-0");
  CHECK(lines[0].wall_ms == clock.wall_ms());
}

TEST_CASE("a segmented log is bounded and its offsets count every byte ever written", "[base]") {
  const test::TemporaryFolder folder;
  SegmentedLog log(folder / "log", 100);
  for (int i = 10; i < 60; ++i) log.append(std::to_string(i) + " is the line\n"); // 15 bytes each
  CHECK(log.end_offset() == 50 * 15);
  CHECK(log.end_offset() - log.begin_offset() <= 200);
  CHECK(log.begin_offset() > 0);
  const auto first = log.read(0, 1000);
  CHECK(first.offset == log.begin_offset());
  CHECK(first.text.substr(0, 2) == std::to_string(10 + first.offset / 15));
}

TEST_CASE("a segmented log is read in whole lines, across segments, without gap", "[base]") {
  const test::TemporaryFolder folder;
  SegmentedLog log(folder / "log", 100);
  for (int i = 10; i < 20; ++i) log.append(std::to_string(i) + " is the line\n");
  std::string text;
  std::int64_t offset = 0;
  for (auto chunk = log.read(offset, 40); !chunk.text.empty(); chunk = log.read(offset, 40)) {
    CHECK(chunk.text.size() <= 40);
    CHECK(chunk.text.back() == '\n');
    CHECK(chunk.offset == offset);
    text += chunk.text;
    offset = chunk.next_offset;
  }
  CHECK(text.size() == 150);
  CHECK(offset == log.end_offset());
}

TEST_CASE("a line longer than the reader's limit is still given, whole", "[base]") {
  const test::TemporaryFolder folder;
  SegmentedLog log(folder / "log");
  log.append(std::string(1000, 'x') + "\nnext\n");
  CHECK(log.read(0, 10).text.size() == 1001);
}

TEST_CASE("several writers share a segmented log", "[base]") {
  const test::TemporaryFolder folder;
  SegmentedLog one(folder / "log", 50);
  SegmentedLog two(folder / "log", 50);
  for (int i = 0; i < 10; ++i) {
    one.append("one\n");
    two.append("two\n");
  }
  CHECK(one.end_offset() == 80);
  CHECK(two.end_offset() == 80);
}
