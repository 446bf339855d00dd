#include "charm/yaml_scalar.h"

#include <catch2/catch.hpp>

using namespace periapt::charm;

TEST_CASE("a plain scalar has the type that YAML 1.1 gives it", "[charm]") {
  struct Row {
    const char* text;
    ScalarType type;
  };
  const auto row = GENERATE(values<Row>({
      {"", ScalarType::null},          {"~", ScalarType::null},           {"Null", ScalarType::null},
      {"yes", ScalarType::boolean},    {"Off", ScalarType::boolean},      {"n", ScalarType::boolean},
      {"yEs", ScalarType::string},     {"0", ScalarType::integer},        {"-12", ScalarType::integer},
      {"0x1F", ScalarType::integer},   {"0b101", ScalarType::integer},    {"017", ScalarType::integer},
      {"0o17", ScalarType::integer},   {"1_000", ScalarType::integer},    {"08", ScalarType::ambiguous},
      {"2.9", ScalarType::real},       {".5", ScalarType::real},          {"1e3", ScalarType::real},
      {".inf", ScalarType::real},      {"9223372036854775808", ScalarType::real},
      {"1.2.3", ScalarType::string},   {"10.0.0.1", ScalarType::string},  {"-", ScalarType::string},
      {"+", ScalarType::string},       {".", ScalarType::string},         {"1:30", ScalarType::ambiguous},
      {"02:11:22:33:44:55", ScalarType::ambiguous},                     {"00:16:3e:00:00:01", ScalarType::string},
      {"2030-01-02", ScalarType::timestamp},                              {"2030-01-02 03:04:05", ScalarType::timestamp},
      {"2030-01-02 03:04:05Z", ScalarType::string},                       {"2030-01-02T03:04:05Z", ScalarType::timestamp},
      {"<<", ScalarType::merge},       {"80/tcp", ScalarType::string},    {"mysql", ScalarType::string},
  }));
  CAPTURE(row.text);
  CHECK(resolve_scalar(row.text) == row.type);
}

TEST_CASE("an integer is read with its base and only within 64 bits", "[charm]") {
  CHECK(scalar_int("0x10") == 16);
  CHECK(scalar_int("-0x10") == -16);
  CHECK(scalar_int("0b11") == 3);
  CHECK(scalar_int("010") == 8);
  CHECK(scalar_int("0") == 0);
  CHECK(scalar_int("-9223372036854775808") == INT64_MIN);
  CHECK_FALSE(scalar_int("9223372036854775808"));
  CHECK_FALSE(scalar_int("--1"));
  CHECK_FALSE(scalar_int("0x"));
  CHECK_FALSE(scalar_int("09"));
}

TEST_CASE("a string is written so that it is read back as that string", "[charm]") {
  struct Row {
    std::string text;
    const char* written;
  };
  const auto row = GENERATE(values<Row>({
      {"", "\"\""},
      {"mysql", "mysql"},
      {"yes", "\"yes\""},
      {"80", "\"80\""},
      {"0x1f", "\"0x1f\""},
      {"1.5", "\"1.5\""},
      {"01182252", "\"01182252\""},
      {"null", "\"null\""},
      {"2030-01-02", "\"2030-01-02\""},
      {"2030-01-02 03:04:05Z", "2030-01-02 03:04:05Z"},
      {"02:11:22:33:44:55", "\"02:11:22:33:44:55\""},
      {"00:16:3e:00:00:01", "00:16:3e:00:00:01"},
      {"<<", "\"<<\""},
      {"a: b", "'a: b'"},
      {"a:b", "a:b"},
      {"a #b", "'a #b'"},
      {"a#b", "a#b"},
      {"- x", "'- x'"},
      {"-x", "-x"},
      {"[a]", "'[a]'"},
      {"{a", "'{a'"},
      {"it's", "it's"},
      {"'q'", "'''q'''"},
      {"@x", "'@x'"},
      {"%x", "'%x'"},
      {" x", "' x'"},
      {"x ", "'x '"},
      {"---", "'---'"},
      {"trailing:", "'trailing:'"},
      {"a\tb", "\"a\\tb\""},
      {std::string("a\0b", 3), "\"a\\0b\""},
      {"\x1b[0m", "\"\\e[0m\""},
      {"Gr\xc3\xbc\xc3\x9f", "Gr\xc3\xbc\xc3\x9f"},
      {"\xc2\x85", "\"\\x85\""},
      {"\xe2\x80\xa8", "\"\\u2028\""},
      {"a\nb", "|-\n  a\n  b"},
      {"a\nb\n", "|\n  a\n  b"},
      {"a\n\n", "|+\n  a\n"},
      {" a\nb", "|2-\n   a\n  b"},
      {"a\n\nb", "|-\n  a\n\n  b"},
      {"a \nb", "\"a \\nb\""},
      {"\x80\x81\x82", "!!binary gIGC"},
  }));
  CAPTURE(row.text);
  CHECK(yaml_scalar(row.text) == row.written);
}

TEST_CASE("a mapping key stays on one line", "[charm]") {
  CHECK(yaml_key("a\nb") == "\"a\\nb\"");
  CHECK(yaml_key("a") == "a");
}
