#include "client/sse_parser.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace periapt::client;

namespace {

std::vector<Event> parse(std::string_view text, std::size_t piece_bytes) {
  SseParser parser;
  std::vector<Event> events;
  const std::function<void(Event)> keep = [&](Event event) { events.push_back(std::move(event)); };
  for (std::size_t at = 0; at < text.size(); at += piece_bytes) parser.feed(text.substr(at, piece_bytes), keep);
  return events;
}

} // namespace

TEST_CASE("events are the same in whatever pieces they come", "[client]") {
  const auto piece_bytes = GENERATE(1u, 2u, 3u, 7u, 1000u);
  const auto events = parse(":\n\nid: 1-1\ndata: {\"a\":1}\n\n: beat\n\nid: 1-2\ndata: x\ndata: y\n\nid: 1-3\ndata: cut", piece_bytes);
  REQUIRE(events.size() == 2);
  CHECK(events[0].id == "1-1");
  CHECK(events[0].data == "{\"a\":1}");
  CHECK(events[1].id == "1-2");
  CHECK(events[1].data == "x\ny");
}

TEST_CASE("a comment is no event", "[client]") { CHECK(parse(":\n\n:\n\n", 100).empty()); }
