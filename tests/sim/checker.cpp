#include "sim/checker.h"

#include "sim/named_event_rules.h"
#include "sim/task_rules.h"

#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

#include <optional>
#include <set>
#include <tuple>

namespace periapt::sim {
namespace {

// What one unit has been told about one relation, read off its hooks.
struct RelationMemory {
  bool created = false;
  bool broken = false;
  std::set<std::string> joined;                     // and not departed
  std::map<std::string, std::int64_t> told;         // remote -> version of the last successful changed
  std::optional<std::string> changed_owed;          // joined succeeded: its changed must come next
};

struct UnitMemory {
  std::set<std::string> succeeded_once; // install, stop, remove
  std::optional<std::int64_t> config;
  std::int64_t charm = 0;
  std::int64_t leader_settings = 0; // of the last leader-settings-changed
  std::string owed; // the hook that must come next, whatever else there is to do
  std::optional<std::int64_t> boot;
  std::set<std::int64_t> terms;
  std::optional<Event> running;
  std::optional<Event> done; // ended well, fate of its effects unknown
  std::optional<std::int64_t> task; // that runs
  std::map<std::int64_t, RelationMemory> relations;
  std::map<std::int64_t, std::string> written; // relation -> value of its last successful write
  std::map<std::int64_t, std::string> written_before_task;
  std::int64_t task_told = 0; // the last whose end was told
  std::set<std::pair<std::string, std::int64_t>> first_storages; // it was made with, not taken away
  std::set<std::pair<std::string, std::int64_t>> storages;       // attached and not detached
  std::set<std::string> secrets_dropped;       // may be told as before
  std::optional<Event> failed_secret_hook;     // to be retried: not a repetition
  std::map<std::string, std::int64_t> secrets; // "secret-rotate s4" -> the version it last told
};

/// Who leads an application, by what the controller granted and what hooks were told (contract/hooks.md, section 11).
struct Lease {
  std::string unit;
  std::int64_t renewed_ms = 0;
  std::string said_by;
  std::int64_t said_ms = 0;
};
constexpr std::int64_t lease_ms = 60'000;
constexpr std::int64_t promised_ms = 30'000;

bool is_about_storage(const Event& event) { return event.hook.starts_with("storage-"); }
bool is_about_secret(const Event& event) { return event.hook.starts_with("secret-"); }

class Checker {
public:
  explicit Checker(const History& history)
      : history_(history), tasks_([this](const char* rule, std::string what) { breach(rule, std::move(what)); }),
        events_([this](const char* rule, std::string what) { breach(rule, std::move(what)); }) {}

  std::vector<Breach> run(const FinalState& final_state) {
    for (at_ = 0; at_ < static_cast<std::int64_t>(history_.size()); ++at_) {
      const auto& event = history_[static_cast<std::size_t>(at_)];
      tasks_.see(event);
      events_.see(event);
      switch (event.fact) {
      case Fact::hook_started: started(event); break;
      case Fact::hook_failed: failed(event); break;
      case Fact::hook_refused: units_[event.unit].done.reset(); break;
      case Fact::hook_done: done(event); break;
      case Fact::hook_succeeded: succeeded(event); break;
      case Fact::bag_written: written(event); break;
      case Fact::app_bag_written: leader_wrote(event); break;
      case Fact::leader_granted: granted(event); break;
      case Fact::leader_said: said(event); break;
      case Fact::storage_added: units_[event.unit].first_storages.insert({event.remote, event.version}); break;
      case Fact::storage_removed: units_[event.unit].first_storages.erase({event.remote, event.version}); break;
      case Fact::secret_dropped: units_[event.unit].secrets_dropped.insert("secret-changed " + event.remote); break;
      case Fact::task_started: task_started(event); break;
      case Fact::task_ended: units_[event.unit].task.reset(); break;
      case Fact::task_told: task_told(event); break;
      case Fact::observed: observed(event); break;
      case Fact::task_asked:
      case Fact::task_cancelled:
      case Fact::removal_forced:
      case Fact::unit_gone: break; // TaskRules
      }
    }
    at_ = -1;
    finish(final_state);
    return std::move(breaches_);
  }

private:
  void breach(const char* rule, std::string what) { breaches_.push_back({rule, std::move(what), at_}); }

  void started(const Event& event) {
    auto& unit = units_[event.unit];
    if (unit.running) breach("ORDER", fmt::format("{} while {} still runs", describe(event), describe(*unit.running)));
    if (unit.done) breach("I2", fmt::format("{} before the fate of {} is known", describe(event), describe(*unit.done)));
    if (unit.task) breach("ORDER", fmt::format("{} while task {} runs", describe(event), *unit.task));
    unit.running = event;
    if (unit.succeeded_once.contains("remove")) breach("ORDER", describe(event) + " after remove");
    if (!unit.owed.empty() && event.hook != unit.owed) breach("ORDER", fmt::format("{} although {} comes next", describe(event), unit.owed));
    if (event.hook != "install" && !is_about_storage(event) && !unit.succeeded_once.contains("install"))
      breach("ORDER", describe(event) + " before install");
    if (event.relation >= 0) relation_started(unit, event);
    else if (is_about_storage(event)) storage_started(unit, event);
    else if (is_about_secret(event)) secret_started(unit, event);
    else plain_started(unit, event);
  }

  // --- storage and secrets ---
  void storage_started(UnitMemory& unit, const Event& event) {
    const bool attached = unit.storages.contains({event.remote, event.version});
    if (event.hook == "storage-attached" && attached) breach("I2", describe(event) + " again after success");
    if (event.hook == "storage-detaching" && !attached) breach("ORDER", describe(event) + " of what is not attached");
  }

  /// A hook that failed is run again with what is so by then, which may be what was told before.
  void secret_started(UnitMemory& unit, const Event& event) {
    const auto told = unit.secrets.find(event.hook + " " + event.remote);
    if (told != unit.secrets.end() && told->second == event.version && !is_retry(unit, event) &&
        unit.secrets_dropped.erase(told->first) == 0)
      breach("I2", describe(event) + " again after success");
    if (event.hook == "secret-changed" && event.version < 2) breach("ORDER", describe(event) + " of the first revision");
    if (event.hook != "secret-changed" && !event.application.empty() && unit.terms.empty() && !unit.failed_secret_hook)
      breach("ORDER", describe(event) + " although the unit has never led");
  }

  void plain_started(UnitMemory& unit, const Event& event) {
    if (event.hook == "install")
      for (const auto& storage : unit.first_storages)
        if (!unit.storages.contains(storage)) breach("ORDER", fmt::format("{} before {} is attached", describe(event), storage.first));
    if (event.hook == "stop")
      for (const auto& storage : unit.storages) breach("ORDER", fmt::format("{} while {} is attached", describe(event), storage.first));
    if (unit.succeeded_once.contains(event.hook)) breach("I2", describe(event) + " again after success");
    // After upgrade-charm it runs in any case, also when a newer charm has been taken back meanwhile.
    if (event.hook == "config-changed" && unit.config == event.version && unit.owed != event.hook)
      breach("I2", describe(event) + " for a config it was already told");
    if (event.hook == "start" && unit.boot == event.version) breach("I2", describe(event) + " twice in one boot");
    if (event.hook == "start" && !unit.config) breach("ORDER", describe(event) + " before config-changed");
    if (event.hook == "leader-elected" && unit.terms.contains(event.version))
      breach("I2", describe(event) + " twice for one term");
    if (event.hook == "stop")
      for (const auto& [id, relation] : unit.relations)
        if (!relation.joined.empty()) breach("I6", fmt::format("{} with a member of relation {} not departed", describe(event), id));
  }

  void relation_started(UnitMemory& unit, const Event& event) {
    auto& relation = unit.relations[event.relation];
    if (relation.broken) breach("ORDER", describe(event) + " after broken");
    if (event.hook == "relation-created") {
      if (relation.created) breach("I2", describe(event) + " again after success");
      return;
    }
    // hooks.md 5.3: broken is owed once the relation was entered, even if created had no time to run
    if (!relation.created && event.hook != "relation-broken")
      breach("ORDER", describe(event) + " before relation-created");
    const bool settled = event.hook == "relation-joined" || event.hook == "relation-changed";
    if (settled && !unit.boot) breach("ORDER", describe(event) + " before start");
    if (relation.changed_owed && !(event.hook == "relation-changed" && event.remote == *relation.changed_owed))
      breach("I5", fmt::format("{} although the changed of {} is owed first", describe(event), *relation.changed_owed));
    if (event.hook == "relation-joined" && relation.joined.contains(event.remote))
      breach("I2", describe(event) + " for a member");
    if (event.hook == "relation-changed") changed_started(relation, event);
    if (event.hook == "relation-departed" && !relation.joined.contains(event.remote))
      breach("I6", describe(event) + " for a unit that never joined");
    if (event.hook == "relation-broken" && !relation.joined.empty())
      breach("I6", fmt::format("{} before {} departed", describe(event), *relation.joined.begin()));
  }

  void changed_started(const RelationMemory& relation, const Event& event) {
    const bool of_unit = event.remote.find('#') != std::string::npos;
    if (of_unit && !relation.joined.contains(event.remote)) breach("I5", describe(event) + " before joined");
    const auto told = relation.told.find(event.remote);
    const bool owed = relation.changed_owed == event.remote;
    if (told != relation.told.end() && event.version != unreadable && event.version <= told->second && !owed)
      breach(event.version == told->second ? "I2" : "I7",
             fmt::format("{} after version {}", describe(event), told->second));
  }

  void failed(const Event& event) {
    units_[event.unit].running.reset();
    if (is_about_secret(event)) units_[event.unit].failed_secret_hook = event;
  }

  static bool is_retry(const UnitMemory& unit, const Event& event) {
    const auto& failed = unit.failed_secret_hook;
    return failed && failed->hook == event.hook && failed->remote == event.remote;
  }

  void done(const Event& event) {
    units_[event.unit].running.reset();
    units_[event.unit].done = event;
  }

  void succeeded(const Event& event) {
    auto& unit = units_[event.unit];
    unit.running.reset();
    unit.done.reset();
    unit.failed_secret_hook.reset();
    if (!event.value.empty()) unit.written[event.number] = event.value; // number: the relation written to
    if (event.hook == "storage-attached") unit.storages.insert({event.remote, event.version});
    if (event.hook == "storage-detaching") unit.storages.erase({event.remote, event.version});
    if (is_about_secret(event)) unit.secrets[event.hook + " " + event.remote] = event.version;
    if (event.relation >= 0) return relation_succeeded(unit.relations[event.relation], event);
    if (unit.owed == event.hook) unit.owed.clear();
    if (event.hook == "upgrade-charm") unit.owed = "config-changed"; // hooks.md 3, chaining
    if (event.hook == "config-changed" && !unit.boot) unit.owed = "start";
    if (event.hook == "install" || event.hook == "upgrade-charm") unit.charm = event.version;
    if (event.hook == "leader-settings-changed") unit.leader_settings = event.version;
    if (event.hook == "install" || event.hook == "stop" || event.hook == "remove") unit.succeeded_once.insert(event.hook);
    if (event.hook == "config-changed") unit.config = event.version;
    if (event.hook == "start") unit.boot = event.version;
    if (event.hook == "leader-elected") unit.terms.insert(event.version);
  }

  static void relation_succeeded(RelationMemory& relation, const Event& event) {
    if (event.hook == "relation-created") relation.created = true;
    if (event.hook == "relation-joined") {
      relation.joined.insert(event.remote);
      relation.changed_owed = event.remote;
    }
    if (event.hook == "relation-changed") {
      if (event.version != unreadable) relation.told[event.remote] = event.version;
      if (relation.changed_owed == event.remote) relation.changed_owed.reset();
    }
    if (event.hook == "relation-departed") {
      relation.joined.erase(event.remote);
      relation.told.erase(event.remote);
    }
    if (event.hook == "relation-broken") relation.broken = true;
  }

  void written(const Event& event) {
    if (event.value.starts_with("failed-")) breach("I3", describe(event) + " comes from a hook that failed");
  }

  void task_started(const Event& event) {
    auto& unit = units_[event.unit];
    const auto what = fmt::format("task {} of {}", event.number, event.unit);
    if (unit.running) breach("ORDER", fmt::format("{} while {} runs", what, describe(*unit.running)));
    if (unit.task) breach("ORDER", fmt::format("{} while task {} runs", what, *unit.task));
    if (unit.succeeded_once.contains("remove")) breach("ORDER", what + " after remove");
    unit.task = event.number;
  }

  /// Told again, it is that the controller has refused what it had changed.
  void task_told(const Event& event) {
    auto& unit = units_[event.unit];
    if (unit.task_told == event.number) unit.written = unit.written_before_task;
    unit.task_told = event.number;
    unit.written_before_task = unit.written;
    if (!event.value.empty()) unit.written[event.relation] = event.value;
  }

  void granted(const Event& event) {
    auto& holder = holders_[{event.application, event.version}];
    if (!holder.empty() && holder != event.unit)
      breach("I9", fmt::format("{} and {} both lead {} in term {}", holder, event.unit, event.application, event.version));
    holder = event.unit;
    auto& newest = terms_[event.application];
    if (event.version < newest) breach("I9", describe(event) + " goes back to an older term");
    newest = std::max(newest, event.version);
    auto& lease = leases_[event.application];
    if (!event.remote.empty()) taken_over(event, lease);
    lease.unit = event.unit;
    lease.renewed_ms = event.number;
  }

  /// From a unit that is still there: after its lease, and after what its hooks were promised.
  void taken_over(const Event& event, const Lease& lease) {
    if (event.number - lease.renewed_ms < lease_ms)
      breach("I9", fmt::format("{} {} ms after {} had renewed its lease", describe(event), event.number - lease.renewed_ms, event.remote));
    if (event.remote == lease.said_by && event.number - lease.said_ms < promised_ms)
      breach("I9", fmt::format("{} {} ms after {} was told that it leads", describe(event), event.number - lease.said_ms, event.remote));
  }

  void said(const Event& event) {
    auto& lease = leases_[event.application];
    if (lease.unit != event.unit) breach("I9", fmt::format("{} while {} leads", describe(event), lease.unit));
    lease.said_by = event.unit;
    lease.said_ms = event.number;
  }

  void leader_wrote(const Event& event) {
    if (event.version != terms_[event.application])
      breach("I9", fmt::format("{} carries term {} while {} is current", describe(event), event.version, terms_[event.application]));
  }

  void observed(const Event& event) {
    const std::pair now{event.number, event.version};
    const auto [place, first] = seen_.try_emplace(event.unit, now);
    if (!first && now <= place->second)
      breach("I7", fmt::format("{} saw {}-{} after {}-{}", event.unit, now.first, now.second, place->second.first, place->second.second));
    place->second = now;
  }

  void finish(const FinalState& state) {
    for (const auto& [name, unit] : state.units) {
      const auto& memory = units_[name];
      if (!memory.boot) breach("I1", name + " never started");
      else if (memory.config != unit.config_version)
        breach("I1", fmt::format("{} was last told config {} of {}", name, memory.config.value_or(-1), unit.config_version));
    }
    tasks_.finish(state);
    for (const auto& [id, relation] : state.relations) finish_relation(id, relation, state);
    for (const auto& [name, unit] : state.units) finish_memory(name, state);
    for (const auto& [name, unit] : state.units) finish_holdings(name, unit);
  }

  void finish_holdings(const std::string& name, const FinalUnit& unit) {
    const auto& memory = units_[name];
    if (unit.charm_version != 0 && memory.charm != unit.charm_version)
      breach("I1", fmt::format("{} was last told charm {} of {}", name, memory.charm, unit.charm_version));
    if (unit.leader_settings != 0 && memory.leader_settings != unit.leader_settings)
      breach("I1", fmt::format("{} was last told leader settings {} of {}", name, memory.leader_settings, unit.leader_settings));
    if (memory.storages != unit.storages) breach("I1", name + " was not told of all its storage, or of its going");
    for (const auto& [what, version] : unit.secrets) {
      const auto told = memory.secrets.find(what);
      if (told == memory.secrets.end() || told->second != version)
        breach("I1", fmt::format("{} was not told {} as of {}", name, what, version));
    }
  }

  /// What a unit still believes must be so: no member that left, no relation that is gone.
  void finish_memory(const std::string& name, const FinalState& state) {
    for (const auto& [id, relation] : units_[name].relations) {
      const auto real = state.relations.find(id);
      if (real == state.relations.end() && relation.created && !relation.broken)
        breach("I6", fmt::format("{} was never told that relation {} is broken", name, id));
      for (const auto& member : relation.joined)
        if (real == state.relations.end() || !real->second.versions.contains(member))
          breach("I6", fmt::format("{} was never told that {} departed from relation {}", name, member, id));
    }
  }

  static bool sees(const FinalRelation& relation, const std::string& unit, const std::string& remote) {
    return relation.principals.empty() || relation.principals.at(unit) == relation.principals.at(remote);
  }

  void finish_relation(std::int64_t id, const FinalRelation& relation, const FinalState& state) {
    for (const auto& [name, unit] : state.units) {
      if (!relation.applications.contains(name)) continue;
      auto& memory = units_[name];
      const auto& told = memory.relations[id];
      const bool silent = relation.silent.contains(unit.application);
      for (const auto& [remote, version] : relation.versions) {
        const bool same_side = relation.applications.at(remote) == unit.application;
        if (silent || remote == name || same_side != relation.peer || !sees(relation, name, remote)) continue;
        const auto known = told.told.find(remote);
        if (relation.has_events) events_.finish(name, id, remote, version);
        if (known == told.told.end()) breach("I1", fmt::format("{} never heard of {} in relation {}", name, remote, id));
        else if (known->second != version)
          breach("I1", fmt::format("{} knows version {} of {} in relation {}, not {}", name, known->second, remote, id, version));
      }
      for (const auto& [application, version] : relation.application_versions) {
        if (silent || version == 0 || (application == unit.application && !relation.peer)) continue;
        if (relation.has_events) events_.finish(name, id, application, version);
        const auto known = told.told.find(application);
        if (known == told.told.end() || known->second != version)
          breach("I1", fmt::format("{} missed version {} of {}'s bag in relation {}", name, version, application, id));
      }
      const auto last = memory.written.find(id);
      const auto value = relation.values.find(name);
      if (last != memory.written.end() && (value == relation.values.end() || value->second != last->second))
        breach("I4", fmt::format("{} wrote {} to relation {}, which holds {}", name, last->second, id,
                                 value == relation.values.end() ? "nothing" : value->second));
    }
  }

  const History& history_;
  TaskRules tasks_;
  NamedEventRules events_;
  std::int64_t at_ = 0;
  std::vector<Breach> breaches_;
  std::map<std::string, UnitMemory> units_;
  std::map<std::pair<std::string, std::int64_t>, std::string> holders_;
  std::map<std::string, std::int64_t> terms_;
  std::map<std::string, Lease> leases_; // by application
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> seen_;
};

} // namespace

std::string describe(const Event& event) {
  auto text = fmt::format("{} {} {}", event.unit, event.hook, boost::describe::enum_to_string(event.fact, "?"));
  if (event.relation >= 0) text += fmt::format(" relation {}", event.relation);
  if (!event.remote.empty()) text += " for " + event.remote;
  if (event.version != 0) text += fmt::format(" version {}", event.version);
  if (!event.value.empty()) text += " value " + event.value;
  return text;
}

std::vector<Breach> check(const History& history, const FinalState& final_state) {
  return Checker(history).run(final_state);
}

} // namespace periapt::sim
