#include "core/port_range.h"

#include "core/error.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace periapt;

TEST_CASE("a port range is written one way however it was typed", "[core]") {
  struct Row {
    const char* typed;
    const char* text;
  };
  const auto row = GENERATE(values<Row>({
      {"80", "80/tcp"},
      {"80/TCP", "80/tcp"},
      {"0", "0/tcp"},
      {"80-80", "80/tcp"},
      {"8000-8999/udp", "8000-8999/udp"},
      {"0-65535", "0-65535/tcp"},
      {"icmp", "icmp"},
      {"ICMP/whatever", "icmp"},
  }));
  CHECK(PortRange::parse(row.typed).str() == row.text);
}

TEST_CASE("a wrong port range is refused in the contract's words", "[core]") {
  struct Row {
    const char* typed;
    const char* error;
  };
  const auto row = GENERATE(values<Row>({
      {"", "invalid port \"\": strconv.Atoi: parsing \"\": invalid syntax"},
      {"x", "invalid port \"x\": strconv.Atoi: parsing \"x\": invalid syntax"},
      {"80x/tcp", "invalid port \"80x\": strconv.Atoi: parsing \"80x\": invalid syntax"},
      {"1-2-3", "invalid port range \"1-2-3\""},
      {"90-80", "invalid port range 90-80/tcp"},
      {"70000", "port range bounds must be between 0 and 65535, got 70000-70000"},
      {"1-65536/udp", "port range bounds must be between 0 and 65535, got 1-65536"},
      {"80/sctp", "invalid protocol \"sctp\", expected \"tcp\", \"udp\", or \"icmp\""},
      {"80/", "invalid protocol \"\", expected \"tcp\", \"udp\", or \"icmp\""},
      {"80/icmp", "protocol \"icmp\" doesn't support any ports; got \"80\""},
  }));
  CHECK_THROWS_WITH(PortRange::parse(row.typed), row.error);
}

TEST_CASE("ranges overlap where one protocol shares a port", "[core]") {
  const auto overlap = [](const char* a, const char* b) { return PortRange::parse(a).overlaps(PortRange::parse(b)); };
  CHECK(overlap("80-90", "85"));
  CHECK(overlap("85", "80-90"));
  CHECK(overlap("80-90", "90-100"));
  CHECK(overlap("icmp", "icmp"));
  CHECK_FALSE(overlap("80-90", "91"));
  CHECK_FALSE(overlap("80/tcp", "80/udp"));
}

TEST_CASE("ranges sort by protocol, then from, then to", "[core]") {
  std::vector<PortRange> ranges;
  for (const char* text : {"63/udp", "80", "10-30", "10-20", "icmp"}) ranges.push_back(PortRange::parse(text));
  std::sort(ranges.begin(), ranges.end());
  std::string list;
  for (const auto& range : ranges) list += range.str() + " ";
  CHECK(list == "icmp 10-20/tcp 10-30/tcp 80/tcp 63/udp ");
}
