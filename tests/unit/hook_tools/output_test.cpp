#include "hook_tools/output.h"
#include "hook_tools/text.h"

#include <catch2/catch.hpp>

using namespace periapt::hook_tools;

TEST_CASE("smart prints scalars bare and lists of strings by line", "[hook_tools]") {
  struct Row {
    YamlValue value;
    const char* text;
  };
  const auto row = GENERATE(values<Row>({
      {YamlValue(), ""},
      {YamlValue(""), ""},
      {YamlValue("0042"), "0042\n"},
      {YamlValue("a\n"), "a\n\n"},
      {YamlValue(true), "True\n"},
      {YamlValue(std::int64_t{5}), "5\n"},
      {YamlValue(0.5), "0.5\n"},
      {YamlList{}, ""},
      {YamlList{""}, ""},
      {YamlList{"a", "", "b"}, "a\n\nb\n"},
      {YamlList{"", "a"}, "\na\n"},
      {YamlMap{}, "{}\n"},
      {YamlMap{{"b", "x"}, {"a", "yes"}}, "a: \"yes\"\nb: x\n"},
  }));
  CHECK(format_value(row.value, Format::smart) == row.text);
}

TEST_CASE("json is one line with keys in byte order unless they are fixed", "[hook_tools]") {
  const YamlMap map{{"b2", "x"}, {"b10", YamlList{1, YamlValue()}}, {"B", 1e21}};
  CHECK(format_value(map, Format::json) == "{\"B\":1e+21,\"b10\":[1,null],\"b2\":\"x\"}\n");
  CHECK(format_value(map, Format::json, KeyOrder::fixed) == "{\"b2\":\"x\",\"b10\":[1,null],\"B\":1e+21}\n");
}

TEST_CASE("json escapes what could end a string or a script, and replaces what is not UTF-8", "[hook_tools]") {
  CHECK(format_value("<&>\"\\\n\t\x01", Format::json) == "\"\\u003c\\u0026\\u003e\\\"\\\\\\n\\t\\u0001\"\n");
  CHECK(format_value("h\u00e9 \u2028", Format::json) == "\"h\u00e9 \\u2028\"\n");
  CHECK(format_value("a\xff\xc3", Format::json) == "\"a\ufffd\ufffd\"\n");
}

TEST_CASE("quoted texts keep letters of any script and escape the rest", "[hook_tools]") {
  CHECK(go_quoted("a\"b\\\n\x7f\xff") == R"("a\"b\\\n\x7f\xff")");
  CHECK(go_quoted("gr\u00fc\u00dfe") == "\"gr\u00fc\u00dfe\"");
}
