#include "services/disabled_commands.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::services::Effect;
using periapt::test::SmallModel;

namespace {

struct Guarded : SmallModel {
  void disable(const std::string& set, const std::string& message = "") {
    write([&](auto& tx) { services::disable_commands(tx, model, set, message); });
  }
  void enable(const std::string& set) {
    write([&](auto& tx) { services::enable_commands(tx, model, set); });
  }
  /// Empty when it is allowed.
  std::string refusal(Effect effect) {
    try {
      read([&](auto& tx) { services::refuse_disabled(tx, model, effect); return 0; });
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::conflict);
      return error.what();
    }
    return "";
  }
};

} // namespace

TEST_CASE("what is no command set, or is so already, is refused", "[services]") {
  Guarded model;
  CHECK_THROWS_WITH(model.disable("everything"), "bad command set, valid options: all, destroy-model, remove-object");
  CHECK_THROWS_WITH(model.enable("everything"), "bad command set, valid options: all, destroy-model, remove-object");
  CHECK_THROWS_WITH(model.enable("all"), "command set \"all\" is not disabled");
  model.disable("all");
  CHECK_THROWS_WITH(model.disable("all", "again"), "command set \"all\" is already disabled");
}

TEST_CASE("a command set forbids its effect and the graver ones", "[services]") {
  struct Row {
    std::string set;
    bool changes, removes, destroys;
  };
  const auto row = GENERATE(Row{"destroy-model", false, false, true}, Row{"remove-object", false, true, true},
                            Row{"all", true, true, true});
  Guarded model;
  model.disable(row.set);
  CAPTURE(row.set);
  CHECK(!model.refusal(Effect::changes).empty() == row.changes);
  CHECK(!model.refusal(Effect::removes).empty() == row.removes);
  CHECK(!model.refusal(Effect::destroys).empty() == row.destroys);
  model.enable(row.set);
  CHECK(model.refusal(Effect::destroys).empty());
}

TEST_CASE("a refusal says why in the operator's words, and what would allow it", "[services]") {
  Guarded model;
  model.disable("remove-object", "ask Ann first");
  CHECK_THAT(model.refusal(Effect::removes),
             Catch::StartsWith("ask Ann first\n\nAll operations that remove machines") && Catch::Contains("enable-command remove-object"));
  model.enable("remove-object");
  model.disable("all");
  CHECK_THAT(model.refusal(Effect::removes),
             Catch::StartsWith("the operation has been blocked\n\nAll operations that change model") && Catch::Contains("enable-command all"));
}

TEST_CASE("every model's forbidden commands are listed, and allowed at once", "[services]") {
  Guarded model;
  model.disable("remove-object");
  model.disable("all");
  const auto listed = model.read([](auto& tx) { return services::models_with_disabled_commands(tx); });
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].name == "admin/shop");
  CHECK(listed[0].command_sets == std::vector<std::string>{"all", "remove-object"});
  model.write([](auto& tx) { services::enable_all_commands(tx); });
  CHECK(model.refusal(Effect::destroys).empty());
  CHECK(model.read([](auto& tx) { return services::models_with_disabled_commands(tx); }).empty());
}
