#include "transport/answer_parts.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::transport;

namespace {

/// What comes next: a part, "end", the failure's text, or "nothing yet".
std::string next(AnswerParts& parts) {
  auto what = std::make_shared<std::string>("nothing yet");
  parts.next([what](std::exception_ptr failure, std::string part) {
    try {
      if (failure) std::rethrow_exception(failure);
      *what = part.empty() ? "end" : part;
    } catch (const Error& error) {
      *what = error.what();
    }
  });
  return *what;
}

} // namespace

TEST_CASE("an answer's parts come in their order, asked for before or after", "[transport]") {
  std::vector<std::string> taken;
  AnswerParts parts;
  parts.next([&](std::exception_ptr, std::string part) { taken.push_back(part); });
  parts.add("a");
  parts.add("b");
  parts.add("");
  CHECK(taken == std::vector<std::string>{"a"});
  CHECK(next(parts) == "b");
  parts.next([&](std::exception_ptr, std::string part) { taken.push_back(part); });
  parts.end();
  CHECK(taken == std::vector<std::string>{"a", ""});
}

TEST_CASE("who makes an answer responds once: with all, with what there is first, or with why there is none", "[transport]") {
  std::vector<Reply> replies;
  const Respond respond = [&](Reply reply) { replies.push_back(std::move(reply)); };
  const auto fail = [] { throw Error(ErrorKind::conflict, "not now"); };
  SECTION("all") {
    respond_in_parts(respond, [](const auto&) { return std::string("all"); });
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].body == "all");
    CHECK_FALSE(replies[0].rest);
  }
  SECTION("in parts") {
    respond_in_parts(respond, [](const auto& send) {
      send("a");
      send("b");
      return std::string("c");
    });
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].body == "a");
    CHECK(next(*replies[0].rest) == "b");
    CHECK(next(*replies[0].rest) == "c");
    CHECK(next(*replies[0].rest) == "end");
  }
  SECTION("refused") {
    respond_in_parts(respond, [&](const auto&) {
      fail();
      return std::string();
    });
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].status == 409);
  }
  SECTION("broken off") {
    respond_in_parts(respond, [&](const auto& send) {
      send("a");
      fail();
      return std::string();
    });
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].status == 200);
    CHECK(next(*replies[0].rest) == "not now");
  }
}
