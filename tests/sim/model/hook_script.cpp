#include "sim/model/hook_script.h"

#include "sim/model/charm.h"

#include <fmt/format.h>

#include <optional>

namespace periapt::sim {
namespace {

using hook_tools::OwnedSecretsFetch;
using hook_tools::RelationView;
using hook_tools::SecretContentFetch;
using hook_tools::SecretContentPost;

/// A tool that is refused prints why, and the script goes on.
template <class Tool>
void try_tool(const Tool& tool) {
  try {
    tool();
  } catch (const Error&) { // exit status 1
  }
}

class Script {
public:
  Script(Setting& setting, SimController& controller, const agent::HookRun& run, hook_tools::HookContext& tools)
      : setting_(setting), controller_(controller), run_(run), tools_(tools) {}

  void write_settings(bool fails, HookTrace& trace) {
    const auto relations = tools_.relations();
    if (relations.empty() || !random().percent(50)) return;
    const auto& relation = relations[random().below(relations.size())];
    const bool as_leader = random().percent(50) && leads();
    const auto value = next_value();
    if (as_leader) return tools_.write_settings(relation.number, true, {{value_key, value}});
    if (fails) return tools_.write_settings(relation.number, false, {{"failed", "failed-" + value}});
    tools_.write_settings(relation.number, false, {{value_key, value}});
    trace.relation = relation.number;
    trace.value = value;
  }

  void write_leader_settings() {
    if (!leads()) return;
    const BagChanges changes{{value_key, next_value()}};
    tools_.prepare(hook_tools::LeaderSettingsPost{changes}, [&tools = tools_, changes] {
      try_tool([&] { tools.write_leader_settings(changes); });
    });
  }

  void speak_as_task() {
    try_tool([&] { tools_.set_action_result({"n"}, next_value()); });
    if (random().percent(15)) tools_.fail_action("no");
    if (random().percent(20)) tools_.log_action("at it");
  }

  void add_storage() {
    if (is_subordinate(run_.unit.str())) return;
    tools_.add_storage({{storage_name, 1}});
  }

  void use_secrets() {
    const auto& subject = run_.hook.secret;
    if (subject && subject->revision > 0 && random().percent(60)) {
      try_tool([&] { tools_.secrets().remove(subject->id, subject->revision); });
      return;
    }
    if (random().percent(15)) add_secret();
    if (random().percent(25)) tools_.prepare(OwnedSecretsFetch{}, [self = *this]() mutable { self.change_owned(); });
    if (!setting_.secrets.empty() && random().percent(40)) read_secret();
  }

private:
  Random& random() { return setting_.random; }
  std::string next_value() { return std::to_string(++setting_.last_value); }
  SecretContent next_content() { return {{"key", fmt::format("{:08}", ++setting_.last_value)}}; }

  bool leads() {
    if (!tools_.is_leader()) return false;
    controller_.note_said_leader(run_.unit.str());
    return true;
  }

  std::optional<RelationView> some_relation() {
    auto relations = tools_.relations();
    std::erase_if(relations, [](const RelationView& relation) { return relation.peer; });
    if (relations.empty()) return std::nullopt;
    return relations[random().below(relations.size())];
  }

  void add_secret() {
    const auto id = tools_.secrets().fresh_id();
    hook_tools::SecretMetadata metadata;
    if (random().percent(40)) metadata.expire_ms = tools_.secrets().now() + 5000 + static_cast<TimeMs>(random().below(60'000));
    if (random().percent(40)) metadata.rotate = RotatePolicy::hourly;
    tools_.prepare(SecretContentPost{id, next_content()}, [self = *this, id, metadata, for_all = random().percent(50)]() mutable {
      self.take_added(id, for_all && self.tools_.is_leader(), metadata);
    });
  }

  void take_added(const std::string& id, bool for_application, const hook_tools::SecretMetadata& metadata) {
    try_tool([&] {
      tools_.secrets().add(id, for_application, metadata);
      setting_.secrets.push_back(id);
    });
    grant(id);
  }

  void grant(const std::string& id) {
    const auto relation = some_relation();
    if (!relation) return;
    tools_.prepare(OwnedSecretsFetch{}, [&tools = tools_, id, number = relation->number, application = relation->remote_application] {
      try_tool([&] { tools.secrets().grant(id, number, application, ""); });
    });
  }

  void change_owned() {
    std::vector<SecretReport> owned;
    try_tool([&] { owned = tools_.secrets().owned(); });
    if (owned.empty()) return;
    const auto& secret = owned[random().below(owned.size())];
    const auto chance = random().below(100);
    if (chance < 8) return try_tool([&] { tools_.secrets().remove(secret.id, std::nullopt); });
    if (chance < 30) return grant(secret.id);
    if (chance < 40 && !secret.access.empty()) return revoke(secret);
    tools_.prepare(SecretContentPost{secret.id, next_content()}, [&tools = tools_, id = secret.id] {
      try_tool([&] { tools.secrets().change(id, {}, true); });
    });
  }

  void revoke(const SecretReport& secret) {
    constexpr std::string_view prefix = "application-";
    const auto& target = secret.access.front().target;
    if (target.starts_with(prefix)) try_tool([&] { tools_.secrets().revoke(secret.id, target.substr(prefix.size()), ""); });
  }

  void read_secret() {
    const SecretContentFetch fetch{.id = random().pick(setting_.secrets), .label = "", .refresh = random().percent(30)};
    tools_.prepare(fetch, [&setting = setting_, &tools = tools_, fetch] {
      try_tool([&] {
        tools.secrets().content(fetch);
        setting.coverage.count("secret read");
      });
    });
  }

  Setting& setting_;
  SimController& controller_;
  agent::HookRun run_;
  hook_tools::HookContext& tools_;
};

} // namespace

Acted act_in_hook(Setting& setting, SimController& controller, const agent::HookRun& run,
                  hook_tools::HookContext& tools, HookTrace& trace) {
  if (!setting.faults) return {};
  auto& random = setting.random;
  Script script(setting, controller, run, tools);
  const Acted acted{.fails = random.percent(10)};
  script.write_settings(acted.fails, trace);
  if (run.task) script.speak_as_task();
  if (random.percent(15)) script.write_leader_settings();
  if (random.percent(2)) script.add_storage();
  script.use_secrets();
  if (acted.fails) setting.coverage.count("fault: hook failed");
  if (run.task || !random.percent(3)) return acted;
  const bool now = random.percent(50);
  tools.reboot(now);
  return {acted.fails, now};
}

} // namespace periapt::sim
