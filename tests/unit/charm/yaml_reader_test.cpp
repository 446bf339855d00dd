#include "charm/yaml_reader.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::charm;

namespace {

template <class Action>
std::string yaml_refusal(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::invalid);
    return error.what();
  }
  return "accepted";
}

std::string parse_refusal(const std::string& text, const YamlLimits& limits = {}) {
  return yaml_refusal([&] { parse_yaml(text, limits); });
}

std::string alias_bomb() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    text += fmt::format("a{0}: &a{0} [", i);
    for (int k = 0; k < 10; ++k) text += fmt::format("{}*a{}", k ? ", " : "", i - 1);
    text += "]\n";
  }
  return text;
}

} // namespace

TEST_CASE("a syntax error names its line and column", "[charm]") {
  CHECK(parse_refusal("a: 1\nb: [1, 2\nc: 3\n").starts_with("yaml: line "));
  CHECK(parse_refusal("a: 1\n b: 2\n") == "yaml: line 2, column 3: illegal map value");
  CHECK(parse_refusal("a: *nobody\n") == "yaml: line 1, column 4: the referenced anchor is not defined");
  CHECK(parse_refusal("a: \"open\n") == "yaml: line 2, column 1: found unexpected end of stream");
  CHECK(parse_refusal("- a\nb: c\n") == "yaml: line 2, column 1: did not find expected <document start>");
  CHECK(parse_refusal("a: b\n\x04: c\n") == "yaml: line 2, column 1: control characters are not allowed");
  CHECK(parse_refusal("a: \xff\n") == "yaml: the text is not UTF-8");
}

TEST_CASE("aliases that expand without bound are refused at once", "[charm]") {
  CHECK(parse_refusal(alias_bomb()).find("aliases written out give more than") != std::string::npos);
  const std::string big(100'000, 'x');
  std::string text = "a: &a " + big + "\nb: [";
  for (int i = 0; i < 100; ++i) text += "*a, ";
  CHECK(parse_refusal(text + "]\n").find("aliases written out give more than") != std::string::npos);
  CHECK(parse_refusal("&a [*a]\n") == "yaml: line 1, column 5: an anchor's value contains itself");
}

TEST_CASE("depth and size are bounded", "[charm]") {
  CHECK(parse_refusal(std::string(100'000, '[')).find("nested deeper than 64 levels") != std::string::npos);
  CHECK(parse_refusal(std::string(50, ' ') + "a: b", {.bytes = 20}) == "yaml: 54 bytes are more than the limit of 20");
  CHECK(parse_refusal("[1, 2, 3, 4]", {.nodes = 3}) != "accepted");
}

TEST_CASE("aliases, merge keys and duplicate keys have their YAML 1.1 meaning", "[charm]") {
  const auto value = parse_yaml("base: &b {x: 1, y: 2}\nmore: {<<: *b, y: 3}\nboth: {<<: [{z: 1}, *b], x: 9}\nk: 1\nk: 2\n")
                         .value();
  CHECK(value == YamlValue(YamlMap{{"base", YamlMap{{"x", 1}, {"y", 2}}},
                                   {"more", YamlMap{{"y", 3}, {"x", 1}}},
                                   {"both", YamlMap{{"x", 9}, {"z", 1}, {"y", 2}}},
                                   {"k", 2}}));
  CHECK(parse_refusal("a: {<<: 5}") == "yaml: line 1, column 4: map merge requires map or sequence of maps as the value");
}

TEST_CASE("an empty document is null and only the first document counts", "[charm]") {
  CHECK(parse_yaml("").is_null());
  CHECK(parse_yaml("# nothing\n").is_null());
  CHECK(parse_yaml("a: 1\n---\nb: 2\n").value() == YamlValue(YamlMap{{"a", 1}}));
  CHECK(parse_yaml_documents("a: 1\n---\nb: 2\n").size() == 2);
}

TEST_CASE("typed access names the document, the path and the place", "[charm]") {
  const YamlReader root("metadata", parse_yaml("name: 5\nprovides:\n  db:\n    limit: many\nflag: \"t\"\nlist: [a, 1]\n"));
  CHECK(yaml_refusal([&] { (void)root.at("name").as_string(); }) ==
        "metadata: name: expected string, got int(5) (line 1, column 7)");
  CHECK(yaml_refusal([&] { (void)root.at("provides").at("db").at("limit").as_int(); }) ==
        "metadata: provides.db.limit: expected int, got string(\"many\") (line 4, column 12)");
  CHECK(yaml_refusal([&] { (void)root.at("list").as_strings(); }) ==
        "metadata: list[1]: expected string, got int(1) (line 6, column 11)");
  CHECK(yaml_refusal([&] { (void)root.at("absent").as_string(); }) ==
        "metadata: absent: expected string, got nothing (line 1, column 1)");
  CHECK(root.at("flag").as_bool());
  CHECK_FALSE(root.find("absent"));
}

TEST_CASE("a file of settings keeps the source text of every scalar", "[charm]") {
  using Map = std::map<std::string, std::string>;
  CHECK(read_string_map("a: 80\nb: true\nc: null\nd: 'x y'\ne: !!binary gIGC\nf: 0x10\ng:\nh: 1.50\n") ==
        Map{{"a", "80"}, {"b", "true"}, {"c", ""}, {"d", "x y"}, {"e", "\x80\x81\x82"}, {"f", "0x10"}, {"g", ""}, {"h", "1.50"}});
  CHECK(read_string_map("{\"a\": \"1\", \"b\": \"x\\ny\"}") == Map{{"a", "1"}, {"b", "x\ny"}});
  CHECK(read_string_map("a: 1\na: 2\n") == Map{{"a", "2"}});
  CHECK(read_string_map("").empty());
  CHECK(read_string_map("a: 1\n---\nb: 2\n") == Map{{"a", "1"}});
}

TEST_CASE("a file of settings that is no mapping of scalars is refused", "[charm]") {
  const auto settings_refusal = [](const std::string& text) { return yaml_refusal([&] { read_string_map(text); }); };
  CHECK(settings_refusal("one = two") ==
        "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `one = two` into map[string]string");
  CHECK(settings_refusal("[a]") == "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string");
  CHECK(settings_refusal("a: 1\nb: {c: d}\n") == "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!map into string");
}

TEST_CASE("a document full of numbers is read in bounded time", "[charm]") {
  std::string text = "[";
  for (int i = 0; i < 100'000; ++i) text += "0.5,";
  CHECK(parse_yaml(text + "1]").items().size() == 100'001);
}
