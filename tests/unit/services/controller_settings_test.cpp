#include "services/controller_settings.h"

#include "core/controller_setting.h"
#include "store/agent_view.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;
using Settings = std::map<std::string, std::string>;

namespace {

void set(SmallModel& model, const Settings& settings) {
  model.write([&](auto& tx) { services::set_controller_settings(tx, settings); });
}
Settings settings_of(SmallModel& model) { return model.read(services::controller_settings); }

} // namespace

TEST_CASE("a controller setting of another kind, out of bounds or fixed is refused with all that came along", "[services]") {
  SmallModel model;
  const auto [key, value, text] = GENERATE(table<std::string, std::string, std::string>({
      {"no-such-key", "1", "invalid or read-only controller config values cannot be updated: [no-such-key]"},
      {"api-port", "17070", "invalid or read-only controller config values cannot be updated: [api-port]"},
      {"controller-uuid", "x", "invalid or read-only controller config values cannot be updated: [controller-uuid]"},
      {"max-charm-state-size", "big", "max-charm-state-size: expected a number, got \"big\""},
      {"max-charm-state-size", "-1", "max-charm-state-size cannot be negative, got -1"},
      {"max-charm-state-size", "8388609", "max-charm-state-size cannot be more than 8388608 bytes, got 8388609"},
      {"max-debug-log-duration", "soon", "max-debug-log-duration: expected a duration like 10m, got \"soon\""},
      {"max-debug-log-duration", "0s", "max-debug-log-duration cannot be zero"},
      {"model-logs-size", "much", "model-logs-size: expected a size like 20M, got \"much\""},
      {"model-logs-size", "0M", "model-logs-size less than 1 MB not valid"},
      {"auditing-enabled", "maybe", "auditing-enabled: expected true or false, got \"maybe\""},
      {"features", "a", "features: expected a list like [a,b], got \"a\""},
      {"features", "[a", "features: expected a list like [a,b], got \"[a\""},
  }));
  CHECK_THROWS_WITH(set(model, {{"agent-ratelimit-max", "5"}, {key, value}}), text);
  CHECK_FALSE(settings_of(model).contains("agent-ratelimit-max"));
}

TEST_CASE("what nobody has set has its initial value, or none", "[services]") {
  SmallModel model;
  CHECK(settings_of(model).at("max-charm-state-size") == "2097152");
  CHECK_FALSE(settings_of(model).contains("agent-ratelimit-max"));
  set(model, {{"agent-ratelimit-max", "5"}, {"features", "[a, b]"}});
  CHECK(settings_of(model).at("agent-ratelimit-max") == "5");
  CHECK(settings_of(model).at("features") == "[a, b]");
}

TEST_CASE("how much a charm may keep is told to agents, and counts for commits", "[services]") {
  SmallModel model;
  model.deploy(model.add_charm("app"));
  model.start("app/0");
  const auto commit_of = [&](std::size_t bytes) {
    return model.commit("app/0", {.charm_state = BagChanges{{"key", std::string(bytes, 'x')}}}).reason;
  };
  constexpr std::size_t mib = 1 << 20;
  CHECK(commit_of(3 * mib).starts_with("cannot write charm state: "));
  const auto before = model.revision();
  set(model, {{"max-charm-state-size", "4194304"}});
  CHECK(model.revision() != before);
  const auto told = model.read([&](auto& tx) {
    return store::read_snapshot(tx, model.unit("app/0").machine).models.at(0).settings.at("max-charm-state-size");
  });
  CHECK(told == "4194304");
  CHECK(commit_of(3 * mib).empty());
  CHECK(commit_of(5 * mib).starts_with("cannot write charm state: "));
  set(model, {{"max-charm-state-size", "0"}});
  CHECK(commit_of(7 * mib).empty());
}

TEST_CASE("the same value again changes nothing", "[services]") {
  SmallModel model;
  set(model, {{"model-logs-size", "10M"}});
  const auto before = model.revision();
  set(model, {{"model-logs-size", "10M"}, {"max-debug-log-duration", "24h0m0s"}});
  CHECK(model.revision() == before);
  CHECK(model.read(services::model_logs_limit_bytes) == 10 << 20);
}
