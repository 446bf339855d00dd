#include "adapters/json.h"
#include "adapters/model_document.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::adapters;

namespace {

const charm::Handler handler{.event = "config-changed", .tool = "puppet", .program = "wiki"};

YamlMap a_model(const std::string& config, const std::string& mine, const std::string& event = "config-changed") {
  const auto text = fmt::format(R"({{"event": {{"name": "{}"}}, "config": {}, "relations": {{"db": [{{"id": "db:1", "mine": {}}}]}}}})",
                                event, config, mine);
  return std::get<YamlMap>(charm::parse_json(text).data);
}

} // namespace

TEST_CASE("the digest tells a changed input from the same", "[adapters]") {
  const auto digest = input_digest(a_model(R"({"a": 1, "b": 2})", "{}"), handler);
  CHECK(digest == input_digest(a_model(R"({"b": 2, "a": 1})", "{}"), handler));
  CHECK(digest != input_digest(a_model(R"({"a": 1, "b": 3})", "{}"), handler));
  auto other = handler;
  other.program = "wiki::other";
  CHECK(digest != input_digest(a_model(R"({"a": 1, "b": 2})", "{}"), other));
}

TEST_CASE("the event and what the unit has said itself are no input", "[adapters]") {
  const auto digest = input_digest(a_model("{}", "{}"), handler);
  CHECK(digest == input_digest(a_model("{}", R"({"ready": "true"})"), handler));
  CHECK(digest == input_digest(a_model("{}", "{}", "upgrade-charm"), handler));
  auto model = a_model("{}", "{}");
  model.emplace_back("config-previous", YamlMap{{"a", 1}});
  CHECK(digest == input_digest(model, handler));
  auto config = a_model(R"({"mine": 1})", "{}"); // an option of that name is one
  CHECK(digest != input_digest(config, handler));
}

TEST_CASE("a run repeats another of the same event", "[adapters]") {
  const auto key = event_key(a_model("{}", "{}"), handler);
  CHECK(key == event_key(a_model(R"({"a": 1})", "{}"), handler));
  CHECK(key != event_key(a_model("{}", "{}", "upgrade-charm"), handler));
}
