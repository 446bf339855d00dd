// A machine's whole agent among fakes: its steps are recorded, its commits answered, time passes when told to.
#pragma once

#include "agent/model_settings.h"
#include "unit/agent/scenarios/scenario.h"
#include "unit/agent/unit_world.h"
#include "unit/resolver/unit_model.h"

namespace periapt::scenarios {

class AgentStage final : public Stage {
public:
  AgentStage() {
    know_life();
    know_charm();
    know_agent();
    know_relation();
    for (const auto* check : {"agent-status", "workload-status", "charm-on-disk", "ended"}) verbs_[check] = [](const Words&) {};
  }

  std::vector<std::string> hooks() override {
    std::vector<std::string> texts;
    for (const auto& hook : std::exchange(world_.hooks.begun, {})) {
      const bool fails = world_.hooks.end_at_once && failing_when_begun_.contains(hook_name(hook));
      texts.push_back(resolver::UnitModel::text(hook) + (fails ? " failed" : ""));
    }
    failing_when_begun_ = world_.hooks.failing;
    return texts;
  }

  std::optional<std::string> seen(const std::string& verb) override {
    if (verb == "ended") return has_ended() ? "true" : "false";
    if (verb == "agent-status") return text_of(record().agent_status.status, record().agent_status.message);
    if (verb == "workload-status") return text_of(record().workload_status.current, record().workload_status.message);
    if (verb == "charm-on-disk") return revision_of(record().local.charm.url);
    return std::nullopt;
  }

private:
  void know(const std::string& verb, std::function<void(const Words&)> change) {
    verbs_[verb] = [this, change = std::move(change)](const Words& words) {
      change(words);
      tell();
    };
  }

  /// The controller has taken all commits so far.
  void tell() {
    if (!deployed_) return;
    if (has_ended()) world_.model.units.clear();
    for (auto last = std::exchange(seen_commits_, world_.controller.commits.size()); last < seen_commits_; ++last) {
      if (!world_.model.units.empty() && world_.controller.commits[last].clear_resolved) world_.unit().resolved = ResolvedMode::none;
    }
    world_.catch_up();
    world_.tell();
  }

  void know_life() {
    know("deploy", [this](const Words& words) {
      if (words.at(0) == "follower") world_.application().leader = "wiki/1";
      deployed_ = true;
      world_.connect();
    });
    know("failing", [this](const Words& words) {
      world_.hooks.failing = {words.begin(), words.end()};
      failing_when_begun_ = world_.hooks.failing;
    });
    know("resolved", [this](const Words& words) {
      tell();
      world_.unit().resolved = words.at(0) == "retry" ? ResolvedMode::retry : ResolvedMode::no_retry;
    });
    know("config", [this](const Words& words) { world_.application().config["title"] = words.at(0); });
    know("trust", [this](const Words& words) { world_.application().trust = words.at(0) == "true"; });
    know("address", [this](const Words& words) { world_.model.machines[0].addresses = {words.at(0)}; });
    know("unit", [this](const Words& words) {
      world_.unit().life = words.at(0) == "dying" ? Life::dying : Life::dead;
    });
    know("leader", [this](const Words& words) {
      world_.application().leader = words.at(0) == "self" ? "wiki/0" : "wiki/1";
      ++world_.application().leader_term;
      ++world_.application().leader_settings_version; // the new leader has set something
    });
    know("leader-settings", [this](const Words&) { ++world_.application().leader_settings_version; });
  }

  void know_charm() {
    const auto give_charm = [this](bool forced) {
      return [this, forced](const Words& words) {
        world_.application().charm.url = "local:wiki-" + words.at(0);
        world_.application().charm_forced = forced;
      };
    };
    know("charm", give_charm(false));
    know("charm-forced", give_charm(true));
    know("charm-modified", [this](const Words&) { ++world_.application().charm_modified; });
    know("deployable", [this](const Words& words) { world_.charms.deployable = words.at(0) == "true"; });
    know("charm-folder", [this](const Words&) { world_.charms.deployed = false; });
  }

  void know_agent() {
    know("hold", [this](const Words& words) { world_.hooks.end_at_once = words.at(0) == "false"; });
    know("ends", [this](const Words& words) {
      using Kind = agent::HookOutcome::Kind;
      const std::map<std::string, Kind> kinds{{"succeeded", Kind::succeeded}, {"failed", Kind::failed}, {"killed", Kind::interrupted}};
      world_.hooks.end({.kind = kinds.at(words.at(0)), .reason = words.at(0)});
      world_.scheduler.run();
    });
    know("wait", [this](const Words& words) { world_.scheduler.advance(agent::parse_duration(words.at(0)).value()); });
    know("restart", [this](const Words& words) {
      world_.kill_agent();
      if (words.at(0) != "agent") world_.hooks.lose();
      if (words.at(0) == "machine") world_.boot_id += "+";
      world_.boot();
      world_.connect();
    });
    know("machine-lock", [this](const Words& words) {
      if (words.at(0) == "held") world_.lock().acquire(this, [] {});
      else world_.lock().release(this);
      world_.scheduler.run();
    });
  }

  void know_relation() {
    know("relate", [this](const Words& words) {
      world_.relate();
      world_.model.relation_units.resize(1); // its own
      for (const auto& unit : words) bag_of(unit).version = 1;
    });
    know("joins", [this](const Words& words) { bag_of(words.at(0)).version = ++version_; });
    know("leaves", [this](const Words& words) { bag_of(words.at(0)).present = false; });
    know("changes", [this](const Words& words) {
      if (words.at(0) == "mysql") world_.model.relation_applications[1].version = ++version_;
      else bag_of(words.at(0)).version = ++version_;
    });
    know("relation", [this](const Words& words) {
      if (words.at(0) == "dying") world_.model.relations[0].life = Life::dying;
      else if (words.at(0) == "gone") forget_relation();
      else world_.model.relations[0].suspended = words.at(0) == "suspended";
    });
  }

  void forget_relation() {
    world_.model.relations.clear();
    world_.model.relation_units.clear();
    world_.model.relation_applications.clear();
  }

  RelationUnitEntity& bag_of(const std::string& unit) {
    auto& bags = world_.model.relation_units;
    for (auto& bag : bags) {
      if (bag.unit_name == unit) return bag;
    }
    const auto id = static_cast<std::int64_t>(bags.size()) + 20;
    return bags.emplace_back(RelationUnitEntity{.relation = RelationId{7}, .unit = UnitId{id}, .unit_name = unit,
                                                .application = ApplicationId{2}, .version = 1, .settings = {}});
  }

  bool has_ended() const {
    const auto& commits = world_.controller.commits;
    return !world_.has_unit() || std::any_of(commits.begin(), commits.end(), [](const Commit& one) { return one.dead; });
  }

  const agent::UnitRecord& record() { return world_.stored().record; }

  static std::string text_of(const std::string& status, const std::string& message) {
    return message.empty() ? status : status + " " + message;
  }

  agent::UnitWorld world_;
  std::set<std::string> failing_when_begun_;
  std::size_t seen_commits_ = 0;
  std::int64_t version_ = 100;
  bool deployed_ = false;
};

} // namespace periapt::scenarios
