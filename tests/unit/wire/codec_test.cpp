#include "core/error.h"
#include "wire/codec.h"
#include "wire/json_writer.h"
#include "wire/message_list.h"
#include "wire/unfinished.h"

#include <catch2/catch.hpp>

using namespace periapt;
using wire::Strict;

namespace {

/// The message of the Error that `action` throws; "" when it throws none.
template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::invalid);
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("an error names its place in the document", "[wire]") {
  struct Row {
    std::string_view text;
    std::string_view expected;
  };
  const auto row = GENERATE(Row{R"({"units":[{"id":1}]})", "$.units[0].name: required field is missing"},
                            Row{R"([])", "$: expected an object"},
                            Row{R"({"units":{}})", "$.units: expected a list"},
                            Row{R"({"units":[{"id":"1"}]})", "$.units[0].id: expected a whole number"},
                            Row{R"({"units":[{"id":18446744073709551615}]})", "$.units[0].id: expected a whole number"},
                            Row{R"({"revision":"1-1","snapshot":1})", "$.snapshot: expected true or false"},
                            Row{R"({"revision":7})", "$.revision: expected a text"},
                            Row{R"({"revision":"1-1","removed":[{"kind":"moon"}]})",
                                "$.removed[0].kind: unknown value \"moon\""});
  const auto text = row.text.find("revision") == std::string_view::npos && row.text[0] == '{'
                        ? R"({"revision":"1-1",)" + std::string(row.text.substr(1))
                        : std::string(row.text);
  CHECK(refusal([&] { wire::decode<AgentUpdate>(text); }) == row.expected);
}

TEST_CASE("a request with an unknown field is refused, an answer with one is read", "[wire]") {
  const std::string text = R"({"left":"a","right":"b","colour":"red"})";
  CHECK(refusal([&] { wire::decode<wire::Relate>(text, Strict::yes); }) == "$.colour: unknown field");
  CHECK(wire::decode<wire::Relate>(text, Strict::no).right == "b");
}

TEST_CASE("texts and ids are required, everything else keeps its default", "[wire]") {
  const auto deploy = wire::decode<wire::Deploy>(R"({"charm-url":"local:a-0","channel":"","constraints":""})", Strict::yes);
  CHECK(deploy.num_units == 1);
  CHECK_FALSE(deploy.application);
  CHECK(deploy.to.empty());
  CHECK(refusal([] { wire::decode<wire::Deploy>("{}"); }) == "$.charm-url: required field is missing");
}

TEST_CASE("an absent optional is an absent field, and null reads as absent", "[wire]") {
  CHECK(wire::encode(wire::RemoveRelation{}) == R"({"force":false})");
  CHECK_FALSE(wire::decode<wire::RemoveRelation>(R"({"number":null})").number);
}

TEST_CASE("a deleted key travels as null, an empty value as itself", "[wire]") {
  const wire::LeaderSet set{.term = 2, .changes = {{"gone", std::nullopt}, {"empty", ""}, {"kept", "v"}}};
  const auto text = wire::encode(set);
  CHECK(text == R"({"term":2,"changes":{"empty":"","gone":null,"kept":"v"}})");
  CHECK(wire::decode<wire::LeaderSet>(text).changes == set.changes);
}

TEST_CASE("the kind of a config value survives", "[wire]") {
  const auto value = GENERATE(ConfigValue(true), ConfigValue(std::int64_t(1)), ConfigValue(1.0), ConfigValue(-2.5e300),
                              ConfigValue(std::string("1")));
  const AgentUpdate update{.revision = "1-1", .applications = {{.name = "a", .config = {{"option", value}}}}};
  CHECK(wire::decode<AgentUpdate>(wire::encode(update)).applications.at(0).config.at("option") == value);
}

TEST_CASE("a whole float keeps its fraction", "[wire]") {
  CHECK(wire::json_number(1.0) == "1.0");
  CHECK(wire::json_number(1e300) == "1e+300");
}

TEST_CASE("a text that is not UTF-8 is refused in both directions", "[wire]") {
  CHECK(refusal([] { wire::encode(wire::Relate{"a\xff", "b"}); }) == "$.left: not UTF-8");
  CHECK(refusal([] { wire::decode<wire::Relate>("{\"left\":\"a\xff\",\"right\":\"b\"}"); }).starts_with("invalid JSON:"));
  CHECK(refusal([] { wire::decode<wire::Relate>(R"({"left":"\ud800","right":"b"})"); }).starts_with("invalid JSON:"));
}

TEST_CASE("every character survives a round trip", "[wire]") {
  std::string text;
  for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
  text += "žluťoučký 猫 🐈";
  CHECK(wire::decode<wire::ErrorBody>(wire::encode(wire::ErrorBody{"k", text})).message == text);
}

TEST_CASE("JSON that is broken, or nested too deeply, is refused", "[wire]") {
  const auto text = GENERATE(std::string(""), std::string("{"), std::string("{} {}"), "{\"x\":" + std::string(100000, '['));
  CHECK(refusal([&] { wire::decode<wire::Empty>(text); }).starts_with("invalid JSON:"));
}

TEST_CASE("a field that is given twice is refused", "[wire]") {
  CHECK(refusal([] { wire::decode<wire::Relate>(R"({"left":"a","right":"b","left":"c"})"); }) == "$.left: given twice");
}

TEST_CASE("what an older program does not know is passed over whole", "[wire]") {
  const auto text = R"({"x":{"a":[1,{"left":"no"}],"b":null},"left":"a","y":[[],{}],"right":"b","z":1e3})";
  const auto request = wire::decode<wire::Relate>(text);
  CHECK(request.left == "a");
  CHECK(request.right == "b");
}

TEST_CASE("a JSON value that is only carried comes out as it went in", "[wire]") {
  const auto value = GENERATE(R"({"a":[1,{"b":[]},-0.5,true],"c":{},"d":null})", "null", R"("\"é\\")", "18446744073709551615",
                              "[]", "1.0", "false");
  const auto text = fmt::format(R"({{"actions":[{{"name":"","description":"","schema":{}}}]}})", value);
  CHECK(wire::decode<wire::ActionList>(text).actions.at(0).schema.text == value);
}

namespace {

StatusReport a_large_report() {
  StatusReport report{.revision = "1-7", .model_name = "sh\u00f6p \"\n"};
  for (int i = 0; i < 2000; ++i) report.machines.push_back({.name = std::to_string(i), .hostname = "h\\" + std::to_string(i)});
  report.relations.push_back({.number = 4, .key = "a:b c:d", .status = "joined", .ends = {{.application = "a", .scope = Scope::container}}});
  report.offers.push_back({.name = "last", .connections = -1});
  return report;
}

} // namespace

TEST_CASE("a message is the same in whatever parts its text comes", "[wire]") {
  const auto text = wire::encode(a_large_report());
  const auto size = GENERATE(as<std::size_t>{}, 1, 2, 7, 64, 4096, 65536);
  wire::Decoding<StatusReport> decoding;
  for (std::size_t at = 0; at < text.size(); at += size) decoding.add(std::string_view(text).substr(at, size));
  CHECK(wire::encode(decoding.finish()) == text);
}

TEST_CASE("a text that comes in parts is refused where it is wrong, and when it ends too early", "[wire]") {
  wire::Decoding<wire::Relate> wrong(Strict::yes);
  wrong.add(R"({"left":"a","ri)");
  CHECK(refusal([&] { wrong.add(R"(ght":1})"); }) == "$.right: expected a text");
  wire::Decoding<wire::Relate> cut;
  cut.add(R"({"left":"a","right":"b")");
  CHECK_THAT(refusal([&] { cut.finish(); }), Catch::Matchers::StartsWith("invalid JSON: "));
  wire::Decoding<wire::Relate> too_much;
  too_much.add(R"({"left":"a","right":"b"})");
  CHECK_THAT(refusal([&] { too_much.add(" 1"); }), Catch::Matchers::StartsWith("invalid JSON: "));
}

TEST_CASE("a message whose lists are made while it is written has the text of the whole one", "[wire]") {
  const auto report = a_large_report();
  auto known = report;
  known.machines.resize(1);
  known.relations.clear();
  wire::Unfinished<StatusReport> unfinished(known);
  unfinished.add<MachineReport>(&StatusReport::machines, [&](const auto& give) {
    for (std::size_t i = 1; i < report.machines.size(); ++i) give(report.machines[i]);
  });
  unfinished.add<RelationReport>(&StatusReport::relations, [&](const auto& give) { give(report.relations[0]); });
  std::string text;
  int parts = 0;
  const auto last = wire::encode(unfinished, [&](std::string part) {
    text += part;
    ++parts;
  });
  CHECK(text + last == wire::encode(report));
  CHECK(parts > 1);
}
