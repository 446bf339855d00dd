#include "cli/config_words.h"
#include "cli/model_settings.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/settings_text.h"

#include "base/file.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::cli;
using Words = std::vector<std::string>;

namespace {

/// What `config app …` makes of its words.
ConfigWords parse(const Words& line) {
  OptionSet options;
  options.value("file", "F", "").value("reset", "K", "");
  const auto arguments = Arguments::parse(options, line);
  return parse_config_words(arguments, arguments.positional());
}

} // namespace

TEST_CASE("what cannot be done together is refused", "[cli]") {
  const auto [line, text] = GENERATE(table<Words, std::string>({
      {{"a", "b"}, "cannot specify multiple keys to get"},
      {{"a", "b=1"}, "cannot get value and set key=value pairs simultaneously"},
      {{"a", "--reset", "b"}, "cannot reset keys and get value simultaneously"},
      {{"a", "--file", "f"}, "cannot use --file and get value simultaneously"},
      {{"a", "c=1", "--reset=b"}, "cannot reset keys, get value and set key=value pairs simultaneously"},
      {{"b=1", "--reset", "a,b"}, "cannot set and reset key \"b\" simultaneously"},
      {{"b=1", "b=2"}, "key \"b\" specified more than once"},
  }));
  CHECK_THROWS_AS(parse(line), UsageError);
  CHECK_THROWS_WITH(parse(line), text);
}

TEST_CASE("keys are set, reset, or one is read", "[cli]") {
  const auto words = parse({"a=1", "b=", "c=x=y", "--reset", "d,e", "--reset=f"});
  CHECK(words.set == Settings{{"a", "1"}, {"b", ""}, {"c", "x=y"}});
  CHECK(words.reset == Words{"d", "e", "f"});
  CHECK(parse({"a"}).key == "a");
  CHECK_FALSE(parse({}).key);
}

TEST_CASE("a value may come from a file, if it is text", "[cli]") {
  const ScratchFolder scratch;
  write_file_atomically(scratch.path() / "good", "line one\nline two\n");
  write_file_atomically(scratch.path() / "bad", "\xff\xfe");
  CHECK(setting_value("k", "plain", scratch.path()) == "plain");
  CHECK(setting_value("k", "@good", scratch.path()) == "line one\nline two\n");
  CHECK_THROWS_WITH(setting_value("k", "@bad", scratch.path()), "value for option \"k\" contains non-UTF-8 sequences");
  CHECK_THROWS(setting_value("k", "@absent", scratch.path()));
}

TEST_CASE("a settings file names its application", "[cli]") {
  CHECK_THROWS_WITH(application_settings("other: {a: 1}", "app"), "no settings found for \"app\"");
  CHECK_THROWS_WITH(application_settings("[1, 2]", "app"), "no settings found for \"app\"");
  CHECK_THROWS(application_settings("app: {a: [", "app"));
  CHECK(application_settings("app:\n  port: 8080\n  name: \"01\"\n  on: true\n  gone: null\n", "app") ==
        Settings{{"port", "8080"}, {"name", "01"}, {"on", "true"}});
}

TEST_CASE("what config prints can be fed back", "[cli]") {
  const auto* text =
      "application: app\napplication-config: {}\ncharm: app\nsettings:\n"
      "  port: {default: 80, source: user, type: int, value: 8080}\n  unset: {source: unset, type: string}\n";
  CHECK(application_settings(text, "app") == Settings{{"port", "8080"}});
  CHECK(model_settings("mode: {value: \"\", source: model}\nplain: x\n") == Settings{{"mode", ""}, {"plain", "x"}});
}

TEST_CASE("a model's settings are the defaults and what was set, each with its type", "[cli]") {
  const auto settings = effective_model_settings({{"automatically-retry-hooks", "false"}, {"mode", ""}, {"mine", "x"}});
  CHECK(settings.at("automatically-retry-hooks").value == Value(false));
  CHECK_FALSE(settings.at("mode").is_default);
  CHECK(settings.at("mine").value == Value("x"));
  CHECK(settings.at("update-status-hook-interval").value == Value("5m"));
  CHECK(settings.at("update-status-hook-interval").is_default);
  CHECK(read_only_reason("agent-version") == "\"agent-version\" must be set via \"upgrade-model\"");
  CHECK_FALSE(read_only_reason("mode"));
}
