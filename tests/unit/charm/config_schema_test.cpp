#include "charm/config_schema.h"

#include "unit/charm/charm_fixture.h"

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;

namespace {

struct BadConfig {
  const char* text;
  const char* message;
};

const ConfigOptions options = parse_config_options(R"(
options:
  name: {default: wiki, description: its name}
  port: {type: int, default: 80}
  ratio: {type: float}
  debug: {type: boolean, default: no}
  key: {type: secret}
)");

ConfigOption of(OptionType type) { return {.name = "x", .type = type, .default_value = {}, .description = {}}; }

} // namespace

TEST_CASE("a bad config.yaml is refused", "[charm]") {
  const auto row = GENERATE(values<BadConfig>({
      {"", "invalid config: empty configuration"},
      {"other: 1\n", "invalid config: empty configuration"},
      {"options: 5\n", "invalid config: options: expected map, got int(5) (line 1, column 10)"},
      {"options: {x: {type: bytes}}", "invalid config: option \"x\" has unknown type \"bytes\""},
      {"options: {x: 5}", "invalid config: options.x: expected map, got int(5) (line 1, column 14)"},
      {"options: {x: {default: 80}}", "invalid config default: option \"x\" expected string, got 80"},
      {"options: {x: {default: no}}", "invalid config default: option \"x\" expected string, got false"},
      {"options: {x: {type: int, default: ''}}", "invalid config default: option \"x\" expected int, got \"\""},
      {"options: {x: {type: int, default: 1.5}}", "invalid config default: option \"x\" expected int, got 1.5"},
      {"options: {x: {type: float, default: '0.5'}}", "invalid config default: option \"x\" expected float, got \"0.5\""},
      {"options: {x: {type: boolean, default: maybe}}", "invalid config default: option \"x\" expected boolean, got \"maybe\""},
      {"options: {x: {type: secret, default: plain}}", "invalid config default: option \"x\" expected secret, got \"plain\""},
  }));
  CAPTURE(row.text);
  CHECK(refusal([&] { parse_config_options(row.text); }) == row.message);
}

TEST_CASE("an option without type or body is a string without default", "[charm]") {
  const auto bare = parse_config_options("options: {x: , y: {type: int, default: '0x10'}, z: {type: float, default: 5}}");
  CHECK(bare.at("x") == of(OptionType::string));
  CHECK(bare.at("y").default_value == ConfigValue(std::int64_t{16}));
  CHECK(bare.at("z").default_value == ConfigValue(5.0));
  CHECK(parse_config_options("options:\n").empty());
}

TEST_CASE("text that is no value of the option's type is refused", "[charm]") {
  CHECK(refusal([] { parse_config_text(of(OptionType::integer), "abc"); }) == "option \"x\" expected int, got \"abc\"");
  CHECK(refusal([] { parse_config_text(of(OptionType::integer), "0x10"); }) == "option \"x\" expected int, got \"0x10\"");
  CHECK(refusal([] { parse_config_text(of(OptionType::integer), ""); }) == "option \"x\" expected int, got \"\"");
  CHECK(refusal([] { parse_config_text(of(OptionType::integer), "9223372036854775808"); }) != "accepted");
  CHECK(refusal([] { parse_config_text(of(OptionType::real), "inf"); }) == "option \"x\" expected float, got \"inf\"");
  CHECK(refusal([] { parse_config_text(of(OptionType::boolean), "yes"); }) == "option \"x\" expected boolean, got \"yes\"");
  CHECK(refusal([] { find_option(options, "nope"); }) == "unknown option \"nope\"");
}

TEST_CASE("text becomes a value of the option's type", "[charm]") {
  CHECK(parse_config_text(of(OptionType::string), "") == ConfigValue(std::string()));
  CHECK(parse_config_text(of(OptionType::integer), "-5") == ConfigValue(std::int64_t{-5}));
  CHECK(parse_config_text(of(OptionType::integer), "+5") == ConfigValue(std::int64_t{5}));
  CHECK(parse_config_text(of(OptionType::real), "1e3") == ConfigValue(1000.0));
  CHECK(parse_config_text(of(OptionType::boolean), "T") == ConfigValue(true));
}

TEST_CASE("a settings file gives values, and null unsets", "[charm]") {
  const auto changes = parse_settings_file("wiki: {name: 'x', port: '81', ratio: 2, debug: yes, key: }\n", "wiki", options);
  CHECK(changes.at("port") == ConfigValue(std::int64_t{81}));
  CHECK(changes.at("ratio") == ConfigValue(2.0));
  CHECK(changes.at("debug") == ConfigValue(true));
  CHECK_FALSE(changes.at("key"));
  const auto file_refusal = [](const char* text) {
    return refusal([&] { parse_settings_file(text, "wiki", options); });
  };
  CHECK(file_refusal("other: {}\n") == "no settings found for \"wiki\"");
  CHECK(file_refusal("wiki: {name: 5}\n") == "option \"name\" expected string, got 5");
  CHECK(file_refusal("wiki: {nope: 5}\n") == "unknown option \"nope\"");
  CHECK(file_refusal("wiki\n") == "cannot parse settings data: expected map, got string(\"wiki\") (line 1, column 1)");
}

TEST_CASE("explicit values stand before defaults", "[charm]") {
  const auto effective = effective_config(options, {{"port", std::int64_t{8080}}, {"gone", std::string("x")}});
  CHECK(effective.at("port") == ConfigValue(std::int64_t{8080}));
  CHECK(effective.at("name") == ConfigValue(std::string("wiki")));
  CHECK(effective.at("debug") == ConfigValue(false));
  CHECK_FALSE(effective.at("ratio"));
  CHECK_FALSE(effective.contains("gone"));
}

TEST_CASE("an explicit value survives a refresh when it has the new type", "[charm]") {
  CHECK(fits(of(OptionType::integer), std::int64_t{5}));
  CHECK_FALSE(fits(of(OptionType::integer), std::string("5")));
  CHECK_FALSE(fits(of(OptionType::boolean), std::int64_t{1}));
}
