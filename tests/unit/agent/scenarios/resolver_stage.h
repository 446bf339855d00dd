// The resolver and its transitions alone, in the tiny world of the resolver's own tests.
#pragma once

#include "agent/model_settings.h"
#include "unit/agent/scenarios/scenario.h"
#include "unit/resolver/unit_model.h"

namespace periapt::scenarios {

class ResolverStage final : public Stage {
public:
  ResolverStage() {
    know_life();
    know_relation();
    know_storage();
    know_secrets();
  }

  std::vector<std::string> hooks() override { return std::exchange(hooks_, {}); }
  std::optional<std::string> seen(const std::string& verb) override {
    if (verb == "charm-on-disk") return revision_of(unit_.local.charm.url);
    if (verb != "ended") return std::nullopt;
    return unit_.dead || unit_.terminated ? "true" : "false";
  }

private:
  /// The step changes the world; then the unit does all it can.
  void know(const std::string& verb, std::function<void(const Words&)> change) {
    verbs_[verb] = [this, change = std::move(change)](const Words& words) {
      change(words);
      if (!deployed_) return;
      for (const auto& hook : unit_.settle()) hooks_.push_back(hook);
      unit_.ran.clear();
    };
  }

  void know_life() {
    know("deploy", [this](const Words& words) {
      deployed_ = true;
      unit_.remote.leader = words.at(0) == "leader" ? "wiki/0" : "wiki/1";
    });
    know("failing", [this](const Words& words) { unit_.failing = {words.begin(), words.end()}; });
    know("resolved", [this](const Words& words) {
      unit_.remote.resolved = words.at(0) == "retry" ? ResolvedMode::retry : ResolvedMode::no_retry;
    });
    know("config", [this](const Words& words) { unit_.remote.settings = words.at(0); });
    const auto give_charm = [this](bool forced) {
      return [this, forced](const Words& words) {
        unit_.remote.charm.url = "local:wiki-" + words.at(0);
        unit_.remote.charm_forced = forced;
      };
    };
    know("charm", give_charm(false));
    know("charm-forced", give_charm(true));
    know("charm-modified", [this](const Words&) { ++unit_.remote.charm.modified; });
    know("deployable", [this](const Words& words) { unit_.deployable = words.at(0) == "true"; });
    know("charm-folder", [this](const Words&) { folder_lost_ = true; });
    know("restart", [this](const Words& words) {
      unit_.restart_agent();
      if (std::exchange(folder_lost_, false)) resolver::charm_lost(unit_.local);
      if (words.at(0) == "machine") unit_.remote.boot_id += "+";
    });
    know("unit", [this](const Words& words) {
      unit_.remote.life = words.at(0) == "dying" ? Life::dying : Life::dead;
    });
    know("leader", [this](const Words& words) {
      unit_.remote.leader = words.at(0) == "self" ? "wiki/0" : "wiki/1";
      ++unit_.remote.leader_term;
      ++unit_.remote.leader_settings_version; // the new leader has set something
    });
    know("leader-settings", [this](const Words&) { ++unit_.remote.leader_settings_version; });
    for (const auto* check : {"charm-on-disk", "ended"}) verbs_[check] = [](const Words&) {};
  }

  void know_relation() {
    know("relate", [this](const Words& words) {
      auto& relation = unit_.relate(4, "db", "mysql");
      for (const auto& unit : words) relation.members[unit] = 1;
    });
    know("joins", [this](const Words& words) { relation().members[words.at(0)] = ++version_; });
    know("leaves", [this](const Words& words) { relation().members.erase(words.at(0)); });
    know("changes", [this](const Words& words) {
      const bool of_unit = words.at(0).find('/') != std::string::npos;
      (of_unit ? relation().members : relation().applications)[words.at(0)] = ++version_;
    });
    know("relation", [this](const Words& words) {
      if (words.at(0) == "dying") relation().life = Life::dying;
      else if (words.at(0) == "gone") unit_.remote.relations.clear();
      else relation().suspended = words.at(0) == "suspended";
    });
  }

  void know_storage() {
    know("storage", [this](const Words& words) {
      const auto known = unit_.remote.storages.find(words.at(0));
      if (known == unit_.remote.storages.end()) unit_.store(words.at(0));
      else known->second.provisioned = true;
    });
    know("storage-coming", [this](const Words& words) { unit_.store(words.at(0), false); });
    know("storage-ends", [this](const Words& words) { unit_.remote.storages.at(words.at(0)).life = Life::dying; });
  }

  void know_secrets() {
    using resolver::SecretOwner;
    const auto give = [this](SecretOwner owner, bool tracked) {
      return [this, owner, tracked](const Words& words) {
        unit_.remote.secrets[words.at(0)] = {.latest_revision = 1, .tracked = tracked, .owner = owner};
      };
    };
    know("reads", give(SecretOwner::none, true));
    know("owns", give(SecretOwner::unit, false));
    know("application-owns", give(SecretOwner::application, false));
    const auto change = [this](const std::string& verb, std::function<void(resolver::RemoteSecret&)> action) {
      know(verb, [this, action](const Words& words) { action(unit_.remote.secrets.at(words.at(0))); });
    };
    change("revision-of", [](auto& secret) { ++secret.latest_revision; });
    change("rotation-of", [this](auto& secret) { secret.rotation_due = ++version_; });
    change("expiry-of", [this](auto& secret) { secret.expired[secret.latest_revision] = ++version_; });
    change("obsolete-of", [](auto& secret) { secret.obsolete.insert(secret.latest_revision - 1); });
    know("secret-gone", [this](const Words& words) { unit_.remote.secrets.erase(words.at(0)); });
  }

  resolver::RemoteRelation& relation() { return unit_.remote.relations.at(4); }

  resolver::UnitModel unit_;
  std::vector<std::string> hooks_;
  bool deployed_ = false;
  bool folder_lost_ = false;
  std::int64_t version_ = 100;
};

} // namespace periapt::scenarios
