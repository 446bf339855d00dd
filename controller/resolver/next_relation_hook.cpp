// Which hook comes next in one relation. Rule: contract/hooks.md 5.3, in its order; named events follow the
// relation-changed of the bag that makes them true, before another unit joins.
#include "resolver/next_operation.h"

#include <algorithm>

namespace periapt::resolver {
namespace {

HookInfo relation_hook(HookKind kind, const LocalRelation& local) {
  return {.kind = kind,
          .relation = local.id,
          .number = local.number,
          .endpoint = local.endpoint,
          .remote_application = local.remote_application};
}

HookInfo unit_hook(HookKind kind, const LocalRelation& local, const std::string& unit) {
  auto hook = relation_hook(kind, local);
  hook.remote_unit = unit;
  return hook;
}

/// Rule: contract/hooks.md 5.5, JUJU_DEPARTING_UNIT.
HookInfo departed_hook(const LocalRelation& local, const RemoteState& remote, const std::string& unit) {
  auto hook = unit_hook(HookKind::relation_departed, local, unit);
  const bool leaving = remote.life != Life::alive || remote.application_life != Life::alive;
  hook.departing_unit = leaving ? remote.unit : unit;
  return hook;
}

/// The other side as far as it counts: nothing, once this unit or the relation ends.
class OtherSide {
public:
  OtherSide(const LocalRelation& local, const RemoteState& remote) : relation_(remote.find_relation(local.number)) {
    if (remote.life != Life::alive || !relation_ || relation_->ending()) relation_ = nullptr;
  }
  bool empty() const { return relation_ == nullptr; }
  const RemoteRelation& relation() const { return *relation_; }
  const std::map<std::string, std::int64_t>& members() const { return relation_ ? relation_->members : nothing_; }
  const std::map<std::string, std::int64_t>& applications() const {
    return relation_ ? relation_->applications : nothing_;
  }

private:
  const RemoteRelation* relation_;
  const std::map<std::string, std::int64_t> nothing_;
};

std::optional<HookInfo> departed(const LocalRelation& local, const RemoteState& remote, const OtherSide& other) {
  for (const auto& [unit, version] : local.members) {
    if (!other.members().contains(unit)) return departed_hook(local, remote, unit);
  }
  return std::nullopt;
}

std::optional<HookInfo> application_changed(const LocalRelation& local, const OtherSide& other) {
  for (const auto& [application, version] : other.applications()) {
    const auto told = local.applications.find(application);
    if (version != (told == local.applications.end() ? 0 : told->second)) {
      return relation_hook(HookKind::relation_changed, local);
    }
  }
  return std::nullopt;
}

/// What the unit was told of a bag is what it says now: no relation-changed for it is due.
bool is_told(const LocalRelation& local, const OtherSide& other, const std::string& publisher) {
  if (const auto member = local.members.find(publisher); member != local.members.end())
    return member->second == other.members().at(publisher);
  const auto bag = local.applications.find(publisher);
  return bag != local.applications.end() && bag->second == other.applications().at(publisher);
}

/// A condition that has turned true since it was last told; only after the relation-changed that tells of its bag.
/// Rule: DESIGN section 6 and section 9, 13.
std::optional<HookInfo> named_event(const LocalRelation& local, const OtherSide& other) {
  for (const auto& [publisher, events] : other.relation().events) {
    if (!is_told(local, other, publisher)) continue;
    const auto told = local.events.find(publisher);
    for (const auto& event : events) {
      if (told != local.events.end() && std::find(told->second.begin(), told->second.end(), event) != told->second.end())
        continue;
      auto hook = relation_hook(HookKind::named_event, local);
      if (local.members.contains(publisher)) hook.remote_unit = publisher;
      hook.event = event;
      return hook;
    }
  }
  return std::nullopt;
}

std::optional<HookInfo> joined(const LocalRelation& local, const OtherSide& other) {
  for (const auto& [unit, version] : other.members()) {
    if (!local.members.contains(unit)) return unit_hook(HookKind::relation_joined, local, unit);
  }
  return std::nullopt;
}

std::optional<HookInfo> unit_changed(const LocalRelation& local, const OtherSide& other) {
  for (const auto& [unit, told] : local.members) {
    const auto now = other.members().find(unit);
    if (now != other.members().end() && now->second != told) {
      return unit_hook(HookKind::relation_changed, local, unit);
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<HookInfo> next_relation_hook(const LocalRelation& local, const RemoteState& remote) {
  if (local.hookless) return std::nullopt;
  if (!local.changed_pending.empty()) return unit_hook(HookKind::relation_changed, local, local.changed_pending);

  const OtherSide other(local, remote);
  if (auto hook = departed(local, remote, other)) return hook;
  if (other.empty()) {
    if (local.peer) return std::nullopt;
    return relation_hook(HookKind::relation_broken, local);
  }
  if (auto hook = application_changed(local, other)) return hook;
  if (auto hook = named_event(local, other)) return hook;
  if (auto hook = joined(local, other)) return hook;
  return unit_changed(local, other);
}

} // namespace periapt::resolver
