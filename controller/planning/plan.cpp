#include "planning/plan.h"

#include "planning/hook_forecast.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace periapt::planning {
namespace {

using enum PlannedEffect;
using Details = std::vector<std::string>;

std::string on_off(bool value) { return value ? "yes" : "no"; }

void note_difference(Details& details, std::string_view what, const std::string& before, const std::string& after) {
  if (before == after) return;
  const auto shown = [](const std::string& text) { return text.empty() ? std::string("(none)") : text; };
  details.push_back(fmt::format("{}: {} -> {}", what, shown(before), shown(after)));
}

/// "port: 80 -> 8080", also for what is set anew or goes back to its default.
template <class Value, class Text>
void note_settings(Details& details, const std::map<std::string, Value>& before, const std::map<std::string, Value>& after,
                   Text text) {
  std::set<std::string> names;
  for (const auto* settings : {&before, &after})
    for (const auto& [name, value] : *settings) names.insert(name);
  for (const auto& name : names) {
    const auto shown = [&](const std::map<std::string, Value>& settings) {
      const auto found = settings.find(name);
      return found == settings.end() ? std::string("(default)") : text(found->second);
    };
    const auto was = shown(before), is = shown(after);
    if (was != is) details.push_back(fmt::format("{}: {} -> {}", name, was, is));
  }
}

// --- what is told of each kind of thing ------------------------------------------------------------
Details details_of(const ApplicationPicture& application) {
  Details details{"charm " + application.charm.url, application.base};
  if (!application.channel.empty()) details.push_back("channel " + application.channel);
  if (application.trust) details.push_back("trusted");
  for (const auto& [name, value] : application.config) details.push_back(fmt::format("{}={}", name, config_text(value)));
  return details;
}

Details differences(const ApplicationPicture& before, const ApplicationPicture& after) {
  Details details;
  if (before.life != after.life) details.push_back("ends once its units have ended");
  note_difference(details, "charm", before.charm.url, after.charm.url);
  if (before.charm.url == after.charm.url && before.charm != after.charm) details.push_back("other resources");
  note_difference(details, "base", before.base, after.base);
  note_difference(details, "channel", before.channel, after.channel);
  note_difference(details, "constraints", before.constraints, after.constraints);
  note_difference(details, "trusted", on_off(before.trust), on_off(after.trust));
  note_difference(details, "exposed", on_off(before.exposed), on_off(after.exposed));
  note_settings(details, before.config, after.config, config_text);
  return details;
}

Details details_of(const UnitPicture& unit) {
  return {unit.principal ? "beside " + *unit.principal : "on machine " + unit.machine};
}

Details differences(const UnitPicture& before, const UnitPicture& after) {
  Details details;
  if (before.life != after.life) details.push_back("runs its last hooks, then goes");
  if (before.resolved != after.resolved) details.push_back("its error is resolved");
  return details;
}

Details details_of(const RelationPicture&) { return {}; }
Details differences(const RelationPicture& before, const RelationPicture& after) {
  Details details;
  if (before.life != after.life) details.push_back("ends once every unit has left it");
  note_difference(details, "suspended", on_off(before.suspended), on_off(after.suspended));
  return details;
}

Details details_of(Life) { return {}; }
Details differences(Life before, Life after) { return before == after ? Details() : Details{"ends once its units have ended"}; }

Details details_of(const StoragePicture& storage) {
  return storage.unit.empty() ? Details() : Details{"attached to " + storage.unit};
}
Details differences(const StoragePicture& before, const StoragePicture& after) {
  Details details;
  note_difference(details, "attached to", before.unit, after.unit);
  if (before.attachment_life != after.attachment_life) details.push_back("is detached");
  if (before.life != after.life) details.push_back("is destroyed");
  return details;
}

Details details_of(const std::string& text) { return {text}; }
Details differences(const std::string& before, const std::string& after) {
  Details details;
  note_difference(details, "now", before, after);
  return details;
}

/// What begins to end is a removal, though it is there for some time.
template <class Thing>
bool begins_to_end(const Thing& before, const Thing& after) {
  if constexpr (requires { before.life; }) return before.life == Life::alive && after.life != Life::alive;
  else if constexpr (std::is_same_v<Thing, Life>) return before == Life::alive && after != Life::alive;
  else return false;
}

template <class Key, class Thing, class NameOf>
void compare(std::vector<PlannedChange>& changes, std::string_view kind, const std::map<Key, Thing>& before,
             const std::map<Key, Thing>& after, NameOf name_of) {
  for (const auto& [key, thing] : before)
    if (!after.contains(key)) changes.push_back({remove, std::string(kind), name_of(key, thing), {}});
  for (const auto& [key, thing] : after) {
    const auto was = before.find(key);
    if (was == before.end()) {
      changes.push_back({add, std::string(kind), name_of(key, thing), details_of(thing)});
    } else if (auto details = differences(was->second, thing); !details.empty()) {
      const auto effect = begins_to_end(was->second, thing) ? remove : change;
      changes.push_back({effect, std::string(kind), name_of(key, thing), std::move(details)});
    }
  }
}

template <class Thing>
void compare(std::vector<PlannedChange>& changes, std::string_view kind, const std::map<std::string, Thing>& before,
             const std::map<std::string, Thing>& after) {
  compare(changes, kind, before, after, [](const std::string& name, const Thing&) { return name; });
}

std::vector<PlannedChange> changes_between(const ModelPicture& before, const ModelPicture& after) {
  std::vector<PlannedChange> changes;
  Details settings;
  note_settings(settings, before.settings, after.settings, [](const std::string& text) { return text; });
  if (!settings.empty()) changes.push_back({change, "model", "settings", std::move(settings)});
  compare(changes, "application", before.applications, after.applications);
  compare(changes, "unit", before.units, after.units);
  compare(changes, "machine", before.machines, after.machines);
  compare(changes, "relation", before.relations, after.relations,
          [](std::int64_t, const RelationPicture& relation) { return relation.key; });
  compare(changes, "storage", before.storage, after.storage);
  compare(changes, "offer", before.offers, after.offers);
  compare(changes, "saas", before.saas, after.saas);
  return changes;
}

// --- whose hooks may follow --------------------------------------------------------------------------
/// The applications that changed themselves, and those related to one whose units changed.
class Concerned {
public:
  Concerned(const std::vector<PlannedChange>& changes, const ModelPicture& before, const ModelPicture& after) {
    for (const auto& one : changes) {
      if (one.kind == "application") names_.insert(one.name);
      if (one.kind == "unit") moved_.insert(one.name.substr(0, one.name.rfind('/')));
      if (one.kind == "storage") add_owner(one.name, before), add_owner(one.name, after);
    }
    names_.insert(moved_.begin(), moved_.end());
    for (const auto* model : {&before, &after})
      for (const auto& [number, relation] : model->relations) add_ends(relation, changes);
  }
  bool contains(const std::string& application) const { return names_.contains(application); }

private:
  void add_owner(const std::string& storage, const ModelPicture& model) {
    const auto found = model.storage.find(storage);
    if (found != model.storage.end()) names_.insert(found->second.unit.substr(0, found->second.unit.find('/')));
  }
  void add_ends(const RelationPicture& relation, const std::vector<PlannedChange>& changes) {
    const bool changed = std::any_of(changes.begin(), changes.end(), [&](const auto& one) {
      return one.kind == "relation" && one.name == relation.key;
    });
    const bool has_moved = std::any_of(relation.ends.begin(), relation.ends.end(), [&](const auto& end) {
      return moved_.contains(end.application_name);
    });
    if (!changed && !has_moved) return;
    for (const auto& end : relation.ends) names_.insert(end.application_name);
  }

  std::set<std::string> names_;
  std::set<std::string> moved_; // a unit came or goes
};

bool by_application_and_number(const UnitPicture* left, const UnitPicture* right) {
  return std::tie(left->application, left->number) < std::tie(right->application, right->number);
}

std::string conflict_of(const UnitPicture& unit) {
  if (unit.agent_status == "error" && unit.resolved == ResolvedMode::none)
    return fmt::format("{} is in error ({}): its hooks wait until that is resolved", unit.name, unit.agent_message);
  if (unit.agent_status == "executing") return fmt::format("{} is running a hook: its hooks come after it", unit.name);
  return {};
}

void forecast(Plan& plan, const ModelPicture& before, const ModelPicture& after) {
  const Concerned concerned(plan.changes, before, after);
  std::vector<const UnitPicture*> units;
  for (const auto& [name, unit] : after.units)
    if (concerned.contains(unit.application)) units.push_back(&unit);
  std::sort(units.begin(), units.end(), by_application_and_number);
  for (const auto* unit : units) {
    auto hooks = hooks_between(before, after, unit->name);
    if (hooks.empty()) continue;
    plan.hooks.push_back({unit->name, unit->machine, std::move(hooks)});
    if (!before.units.contains(unit->name)) continue;
    if (auto conflict = conflict_of(*unit); !conflict.empty()) plan.conflicts.push_back(std::move(conflict));
  }
}

} // namespace

Plan plan_between(const ModelPicture& before, const ModelPicture& after) {
  Plan plan;
  plan.changes = changes_between(before, after);
  forecast(plan, before, after);
  return plan;
}

} // namespace periapt::planning
