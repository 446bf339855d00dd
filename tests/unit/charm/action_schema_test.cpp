#include "charm/action_schema.h"

#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::charm;

namespace {

YamlMap map_of(const std::string& yaml) { return std::get<YamlMap>(parse_yaml(yaml).value().data); }

Action action_with(const std::string& schema) { return {.name = "backup", .description = "", .schema = schema}; }

std::string action_refusal(const std::string& schema, const std::string& given) {
  try {
    complete_parameters(action_with(schema), map_of(given));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

struct Fault {
  const char* schema;
  const char* given;
  const char* message; // after "validation failed: "
};

} // namespace

TEST_CASE("parameters that do not fit are refused in the reference's words", "[charm]") {
  const auto row = GENERATE(values<Fault>({
      {"{properties: {length: {type: string}}}", "{length: false}", "(root).length : must be of type string, given false"},
      {"{properties: {n: {type: integer}}}", "{n: 1.5}", "(root).n : must be of type integer, given 1.5"},
      {"{properties: {n: {type: [integer, 'null']}}}", "{n: x}", "(root).n : must be of type integer,null, given \"x\""},
      {"{properties: {}, additionalProperties: false}", "{x: 1}",
       "(root) : additional property \"x\" is not allowed, given {\"x\":1}"},
      {"{properties: {a: {}}, required: [a]}", "{}", "(root) : \"a\" property is missing and required, given {}"},
      {"{properties: {a: {enum: [x, 1]}}}", "{a: z}", "(root).a : must match one of the enum values [\"x\",1], given \"z\""},
      {"{properties: {n: {minimum: 3}}}", "{n: 2}", "(root).n : must be greater than or equal to 3, given 2"},
      {"{properties: {n: {maximum: 3, exclusiveMaximum: true}}}", "{n: 3}", "(root).n : must be lower than 3, given 3"},
      {"{properties: {s: {minLength: 2}}}", "{s: \"\u00e4\"}",
       "(root).s : string length must be greater or equal to 2, given \"\u00e4\""},
      {"{properties: {l: {items: {type: string}}}}", "{l: [a, 5]}", "(root).l.1 : must be of type string, given 5"},
      {"{properties: {o: {properties: {p: {type: boolean}}}}}", "{o: {p: 1}}", "(root).o.p : must be of type boolean, given 1"},
  }));
  CAPTURE(row.schema, row.given);
  CHECK(action_refusal(row.schema, row.given) == "validation failed: " + std::string(row.message));
}

TEST_CASE("what the validator alone finds is refused too", "[charm]") {
  CHECK(action_refusal("{properties: {s: {pattern: '^a+$'}}}", "{s: b}").starts_with("validation failed: (root).s : "));
  CHECK(action_refusal("{properties: {n: {oneOf: [{type: string}, {type: boolean}]}}}", "{n: 5}").starts_with("validation failed: "));
  CHECK(action_refusal("{properties: {s: {pattern: '^a+$'}}}", "{s: " + std::string(100'000, 'a') + "}") ==
        "validation failed: a text longer than 4096 bytes cannot be matched with a pattern");
}

TEST_CASE("a whole number is an integer however it is written", "[charm]") {
  CHECK(action_refusal("{properties: {n: {type: integer}}}", "{n: 5.0}").empty());
}

TEST_CASE("a schema without additionalProperties lets unknown parameters pass", "[charm]") {
  CHECK(action_refusal("{properties: {a: {type: string}}}", "{b: 1}").empty());
}

TEST_CASE("defaults are inserted where nothing is given, at every depth, before the check", "[charm]") {
  const auto complete = [](const std::string& given) {
    const auto schema = "{properties: {a: {type: string, default: x}, o: {properties: {p: {default: 1}, q: {}}}, "
                        "e: {properties: {r: {}}}}, required: [a]}";
    return write_json(complete_parameters(action_with(schema), map_of(given)));
  };
  CHECK(complete("{}") == R"({"a":"x","o":{"p":1}})");
  CHECK(complete("{a: z, o: {q: 2}}") == R"({"a":"z","o":{"q":2,"p":1}})");
  CHECK(complete("{o: {p: null}}") == R"({"o":{"p":null},"a":"x"})");
}

TEST_CASE("what is no schema is told when the charm is read", "[charm]") {
  const auto why = [](const std::string& yaml) -> std::string {
    try {
      check_action_schema("backup", parse_yaml(yaml).value());
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  const std::string begin = "invalid params schema for action schema backup: ";
  CHECK(why("{properties: {a: {type: 5}}}").starts_with(begin));
  CHECK(why("{properties: {a: {minLength: x}}}").starts_with(begin));
  CHECK(why("{properties: 5}").starts_with(begin));
  CHECK(why("{properties: {a: {type: string}}}").empty());
}
