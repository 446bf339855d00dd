#include "wire/error_codec.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("every error kind has a name that reads back, and an HTTP status of failure", "[wire]") {
  const auto kind = GENERATE(ErrorKind::not_found, ErrorKind::already_exists, ErrorKind::invalid, ErrorKind::conflict,
                             ErrorKind::denied, ErrorKind::unavailable, ErrorKind::internal);
  CHECK(wire::parse_error_kind(wire::name_of(kind)) == kind);
  CHECK(wire::http_status(kind) >= 400);
}

TEST_CASE("the error behind an answer is the one that was sent", "[wire]") {
  const auto error = wire::error_of_answer(404, R"({"kind":"not-found","message":"no such \"x\""})");
  CHECK(error.kind() == ErrorKind::not_found);
  CHECK(std::string(error.what()) == "no such \"x\"");
}

TEST_CASE("an answer without a reason is an internal error that shows the status", "[wire]") {
  const auto error = wire::error_of_answer(502, "<html>");
  CHECK(error.kind() == ErrorKind::internal);
  CHECK(std::string(error.what()).find("502") != std::string::npos);
}
