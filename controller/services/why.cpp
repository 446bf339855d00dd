#include "services/why.h"

#include "core/error.h"
#include "core/names.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/contract_repository.h"
#include "store/machine_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <algorithm>
#include <set>

namespace periapt::services {
namespace {

using namespace store;

bool in_error(const UnitRow& unit) { return unit.agent.current == "error"; }

/// What people see as its status (contract/status.md 4).
const StatusRecord& shown_status(const UnitRow& unit) { return in_error(unit) ? unit.agent : unit.workload; }

/// Nothing to be explained.
bool is_well(const UnitRow& unit) {
  return unit.life == Life::alive && unit.agent.current == "idle" && unit.workload.current == "active";
}

std::string said(const StatusRecord& status) {
  return status.message.empty() ? fmt::format("\"{}\"", status.current)
                                : fmt::format("\"{}\": {}", status.current, status.message);
}

/// Follows one unit's causes; a unit that was explained already is not explained again.
class Explainer {
public:
  Explainer(const ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now)
      : transaction_(transaction), model_(model), presence_(presence), now_(now) {}

  std::vector<Cause> causes_of(const UnitRow& unit) {
    explain(unit);
    return std::move(causes_);
  }

private:
  Cause& add(std::string kind, std::string about, std::string text, TimeMs since_ms, std::string remedy = {}) {
    causes_.push_back({.depth = depth_, .kind = std::move(kind), .about = std::move(about), .text = std::move(text),
                       .since_ms = since_ms, .remedy = std::move(remedy), .log = {}});
    return causes_.back();
  }

  template <class Look>
  void deeper(const Look& look) {
    ++depth_;
    look();
    --depth_;
  }

  void explain(const UnitRow& unit) {
    if (!explained_.insert(unit.id).second) return;
    const bool machine_runs = explain_machine(unit);
    if (unit.life != Life::alive) explain_removal(unit);
    if (in_error(unit)) explain_error(unit);
    else if (machine_runs) explain_agent(unit);
    if (unit.life == Life::alive && unit.workload.current != "active" && unit.workload.current != "unknown" && !in_error(unit))
      add("charm-status", unit.name, "the charm says " + said(unit.workload), unit.workload.since_ms);
    if (is_well(unit)) return;
    const bool waits = !in_error(unit) && unit.life == Life::alive;
    if (waits) explain_missing_relations(unit);
    for (const auto& row : relations::of_application(transaction_, unit.application))
      explain_relation(unit, relations::seen_from(transaction_, model_, row), waits);
  }

  /// False: no hook can run there.
  bool explain_machine(const UnitRow& unit) {
    const auto machine = machines::get(transaction_, unit.machine);
    const auto name = "machine " + machine.name;
    const auto& instance = machine.instance_status;
    const auto remedy = "{program} show-machine " + machine.name;
    if (instance.current == machines::failed_instance) {
      add("machine-failed", name, fmt::format("{} could not be started: {}", name, instance.message), instance.since_ms,
          "mend the cause; it is tried again by itself, at once by {program} retry-provisioning " + machine.name);
    } else if (machine.agent_status.current == "pending") {
      const auto state = instance.message.empty() ? instance.current : instance.current + ", " + instance.message;
      add("machine-pending", name, fmt::format("{} has not started yet ({})", name, state), instance.since_ms);
    } else if (!presence_.lost({machine.id}, now_).empty()) {
      add("agent-lost", name,
          fmt::format("the agent of {} has not been heard of for more than {} s", name, Presence::silence_allowed.count()),
          machine.agent_status.since_ms, remedy);
    } else {
      return true;
    }
    return false;
  }

  void explain_removal(const UnitRow& unit) {
    const auto subordinates = units::of_principal(transaction_, unit.id);
    add("removal", unit.name, "it is being removed, and goes once its hooks have ended", 0,
        "{program} remove-unit --force " + unit.name);
    deeper([&] {
      for (const auto& subordinate : subordinates) {
        add("removal", subordinate.name, subordinate.name + " is its subordinate and goes first", 0);
        deeper([&] { explain(subordinate); });
      }
    });
  }

  void explain_error(const UnitRow& unit) {
    const auto resolved = "mend the cause, then {program} resolved " + unit.name;
    add("hook-failed", unit.name, unit.agent.message, unit.agent.since_ms,
        unit.life == Life::alive ? resolved : "{program} resolved --no-retry " + unit.name);
  }

  /// What runs there: one hook at a time on a machine.
  void explain_agent(const UnitRow& unit) {
    if (unit.agent.current == "executing" || unit.agent.current == "rebooting")
      add("hook-runs", unit.name, "it is " + unit.agent.message, unit.agent.since_ms);
    if (unit.agent.current == "allocating") add("agent-begins", unit.name, "its agent has not run a hook yet", unit.agent.since_ms);
    if (unit.agent.current == "executing" || is_well(unit)) return;
    for (const auto& other : units::on_machine(transaction_, unit.machine))
      if (other.id != unit.id && other.agent.current == "executing")
        add("lock-held", other.name, fmt::format("a machine runs one hook at a time, and {} is {}", other.name, other.agent.message),
            other.agent.since_ms);
  }

  /// Endpoints that its charm requires and nobody is at.
  void explain_missing_relations(const UnitRow& unit) {
    const auto application = applications::get(transaction_, unit.application);
    const auto related = relations::of_application(transaction_, unit.application);
    for (const auto& endpoint : charms::endpoints(transaction_, application.charm)) {
      if (endpoint.role != Role::requirer || endpoint.optional) continue;
      const bool is_related = std::any_of(related.begin(), related.end(), [&](const RelationRow& relation) {
        return relation.end_of(unit.application)->endpoint.name == endpoint.name;
      });
      if (is_related) continue;
      add("relation-missing", "endpoint " + endpoint.name,
          fmt::format("endpoint \"{}\" (interface {}) is related to nobody", endpoint.name, endpoint.interface), 0,
          how_to_relate(application.name, endpoint));
    }
  }

  std::string how_to_relate(const std::string& application, const Endpoint& wanted) const {
    for (const auto& other : applications::list(transaction_, model_))
      for (const auto& endpoint : charms::endpoints(transaction_, other.charm))
        if (endpoint.role == Role::provider && endpoint.interface == wanted.interface && other.name != application)
          return fmt::format("{{program}} integrate {}:{} {}:{}", application, wanted.name, other.name, endpoint.name);
    return fmt::format("add an application that provides {}, and {{program}} integrate it with {}:{}", wanted.interface,
                       application, wanted.name);
  }

  /// What the other side has not done. `waits`: the unit may be waiting for it.
  void explain_relation(const UnitRow& unit, const RelationRow& relation, bool waits) {
    if (relation.peer()) return;
    const auto& other = relation.other_end(unit.application);
    const auto name = fmt::format("relation {}", relation.number());
    if (relation.suspended) add("relation-suspended", name, fmt::format("{} with {} is suspended", name, other.application_name), relation.status_since_ms);
    std::set<UnitId> blamed;
    for (const auto& promise : contracts::promises(transaction_, relation.id)) {
      if (promise.application != other.application || promise.keeping == PromiseKeeping::kept) continue;
      explain_promise(relation, other, promise);
      if (promise.unit.value != 0) blamed.insert(promise.unit);
    }
    if (!waits) return;
    for (const auto& remote : units::of_application(transaction_, other.application)) {
      if (blamed.contains(remote.id) || explained_.contains(remote.id)) continue;
      const auto part = relations::find_part(transaction_, relation.id, remote.id);
      if (!part || !part->in_scope) explain_absence(relation, other, remote);
      else if (!is_well(remote) && remote.workload.current != "unknown") explain_related(relation, other, remote);
    }
  }

  static std::string name_in(const RelationEnd& end, const UnitRow& unit) {
    return end.application_name + unit.name.substr(unit.name.find('/'));
  }

  void explain_promise(const RelationRow& relation, const RelationEnd& other, const PromiseRow& promise) {
    const auto unit = units::find(transaction_, promise.unit);
    const auto who = unit ? name_in(other, *unit) : other.application_name;
    const auto contract = contracts::of_relation(transaction_, relation.id);
    const auto what = promise.keeping == PromiseKeeping::broken ? "breaks" : "has not yet kept";
    add(promise.keeping == PromiseKeeping::broken ? "promise-broken" : "promise-not-given", fmt::format("relation {}", relation.number()),
        fmt::format("{} {} its promise in relation {} (interface {}, version {}): {}", who, what, relation.number(),
                    contract->interface, contract->version, promise.reason),
        promise.since_ms);
    if (unit) deeper([&] { explain_elsewhere(*unit); });
  }

  void explain_absence(const RelationRow& relation, const RelationEnd& other, const UnitRow& remote) {
    add("not-joined", fmt::format("relation {}", relation.number()),
        fmt::format("{} has not joined relation {} yet", name_in(other, remote), relation.number()), 0);
    deeper([&] { explain_elsewhere(remote); });
  }

  void explain_related(const RelationRow& relation, const RelationEnd& other, const UnitRow& remote) {
    add("related-unit", name_in(other, remote),
        fmt::format("{}, in relation {}, is {}", name_in(other, remote), relation.number(), said(shown_status(remote))),
        shown_status(remote).since_ms);
    deeper([&] { explain_elsewhere(remote); });
  }

  /// Of a unit in another model nothing more is told.
  void explain_elsewhere(const UnitRow& unit) {
    if (unit.model == model_ && !is_well(unit)) explain(unit);
  }

  const ReadTransaction& transaction_;
  ModelId model_;
  const Presence& presence_;
  BootMs now_;
  std::int64_t depth_ = 0;
  std::set<UnitId> explained_;
  std::vector<Cause> causes_;
};

std::vector<UnitRow> units_about(const ReadTransaction& transaction, ModelId model, const std::optional<std::string>& about) {
  if (about && UnitName::parse(*about)) {
    auto unit = units::find(transaction, model, *about);
    if (!unit) throw make_error(ErrorKind::not_found, "unit \"{}\" not found", *about);
    return {*std::move(unit)};
  }
  return about ? units::of_application(transaction, applications::get(transaction, model, *about).id)
               : units::list(transaction, model);
}

} // namespace

Explanations explain(const ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now,
                     const std::optional<std::string>& about) {
  Explanations explanations;
  for (const auto& unit : units_about(transaction, model, about)) {
    auto causes = Explainer(transaction, model, presence, now).causes_of(unit);
    if (about || !causes.empty())
      explanations.units.push_back({.unit = unit.name, .workload = shown_status(unit), .agent = unit.agent, .causes = std::move(causes)});
  }
  return explanations;
}

} // namespace periapt::services
