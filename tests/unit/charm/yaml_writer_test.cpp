#include "charm/yaml_writer.h"

#include "charm/yaml_reader.h"

#include <catch2/catch.hpp>

using namespace periapt::charm;

TEST_CASE("null alone writes nothing, empty collections write their brackets", "[charm]") {
  CHECK(write_yaml({}).empty());
  CHECK(write_yaml(YamlMap{}) == "{}\n");
  CHECK(write_yaml(YamlList{}) == "[]\n");
}

TEST_CASE("lists are not indented under their key and maps are by two spaces", "[charm]") {
  const YamlMap value{{"ports", YamlList{"80/tcp", "443/tcp"}},
                      {"units", YamlList{YamlMap{{"name", "a/0"}, {"tags", YamlList{1, 2}}}, YamlMap{}}},
                      {"nested", YamlMap{{"text", "one\ntwo\n"}, {"none", nullptr}, {"flag", true}}},
                      {"lists", YamlList{YamlList{"a", "b"}, YamlList{}}}};
  CHECK(write_yaml(value) == R"(ports:
- 80/tcp
- 443/tcp
units:
- name: a/0
  tags:
  - 1
  - 2
- {}
nested:
  text: |
    one
    two
  none: null
  flag: true
lists:
- - a
  - b
- []
)");
}

TEST_CASE("what is written is read back the same", "[charm]") {
  const YamlMap value{{"a", "one\n two\n\n"},
                      {"b", YamlList{YamlMap{{"c", " x\ny"}}, "0x10", 16, 2.5, false, nullptr, "yes\nno"}},
                      {"d", YamlMap{{"1", "true"}, {"k: v", "- x"}, {"", "\t"}, {"line\nbreak", "#"}}},
                      {"e", "\n"},
                      {"f", "\n\n x\n"},
                      {"g", std::string(300, '\xff')}};
  const auto text = write_yaml(value);
  CAPTURE(text);
  CHECK(parse_yaml(text).value() == YamlValue(value));
}

TEST_CASE("a document ends with exactly one newline", "[charm]") {
  CHECK(write_yaml("a\n\n\n") == "|+\n  a\n");
  CHECK(write_yaml("x") == "x\n");
}

TEST_CASE("keys sort naturally with letters after everything else", "[charm]") {
  YamlValue value = YamlMap{{"a10", 1}, {"a2", 1}, {"b", 1}, {"aB", 1}, {"a_b", 1}, {"a", 1}, {"A", 1}};
  sort_keys(value);
  CHECK(write_yaml(value) == "A: 1\na: 1\na2: 1\na10: 1\na_b: 1\naB: 1\nb: 1\n");
}

TEST_CASE("numbers take the shortest form", "[charm]") {
  CHECK(yaml_number(1.0) == "1");
  CHECK(yaml_number(2.5) == "2.5");
  CHECK(yaml_number(0.1) == "0.1");
  CHECK(yaml_number(1e6) == "1e+06");
  CHECK(yaml_number(0.00001) == "1e-05");
  CHECK(yaml_number(-0.5) == "-0.5");
  CHECK(json_number(1e6) == "1000000");
  CHECK(json_number(1e21) == "1e+21");
  CHECK(json_number(1e-7) == "1e-7");
  CHECK(json_number(0) == "0");
}
