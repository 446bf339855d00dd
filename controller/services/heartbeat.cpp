#include "services/heartbeat.h"

#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

constexpr BootMs milliseconds(std::chrono::milliseconds duration) { return duration.count(); }

/// The first word of a machine's agent: its units wait for the agent no more, but for their first hook.
void note_start(WriteTransaction& transaction, const MachineRow& machine, TimeMs now) {
  machines::set_agent_status(transaction, machine, "started", now);
  for (const auto& unit : units::on_machine(transaction, machine.id))
    if (unit.agent.current == "allocating" && unit.workload.current == "waiting")
      units::set_workload_status(transaction, unit, {"waiting", "agent initialising", now});
}

/// A relation that the unit entered before it led is joined now (contract/hooks.md 5.2).
void note_joined(WriteTransaction& transaction, UnitId leader, TimeMs now) {
  for (const auto& part : relations::parts_of_unit(transaction, leader)) {
    const auto relation = part.in_scope ? relations::find(transaction, part.relation) : std::nullopt;
    if (relation && !relation->suspended) relations::set_status(transaction, *relation, "joined", now);
  }
}

LeaseGrant claim(WriteTransaction& transaction, Leases& leases, UnitId id, MachineId machine, BootMs received,
                 TimeMs now) {
  const auto unit = units::find(transaction, id);
  if (!unit || unit->machine != machine || unit->life != Life::alive) return {id, false, 0};
  const auto application = applications::get(transaction, unit->application);
  const bool holds = application.leader == id;
  const auto left = leases.left(application.id, received);
  if (!holds && application.leader && left > 0)
    return {id, false, application.leader_term, std::chrono::ceil<std::chrono::seconds>(std::chrono::milliseconds(left))};
  const auto term = applications::set_leader(transaction, application, id);
  if (!holds) note_joined(transaction, id, now);
  leases.renew(application.id, received);
  return {id, true, term};
}

} // namespace

BootMs Leases::left(ApplicationId application, BootMs now) const {
  const auto known = expiry_.find(application);
  const auto expiry = known == expiry_.end() ? start_ + milliseconds(leadership::lease_length) : known->second;
  return std::max<BootMs>(0, expiry - now);
}

void Leases::renew(ApplicationId application, BootMs now) {
  expiry_[application] = now + milliseconds(leadership::lease_length);
}

void Presence::seen(MachineId machine, BootMs now) {
  const std::lock_guard lock(mutex_);
  last_seen_[machine] = now;
}

std::set<MachineId> Presence::lost(const std::vector<MachineId>& machines, BootMs now) const {
  const std::lock_guard lock(mutex_);
  std::set<MachineId> silent;
  for (const auto machine : machines) {
    const auto known = last_seen_.find(machine);
    const auto since = known == last_seen_.end() ? start_ : known->second;
    if (now - since > milliseconds(silence_allowed)) silent.insert(machine);
  }
  return silent;
}

std::vector<LeaseGrant> heartbeat(WriteTransaction& transaction, Leases& leases, const HeartbeatRequest& request,
                                  BootMs received, TimeMs now) {
  const auto machine = machines::get(transaction, request.machine);
  machines::set_boot_id(transaction, machine, request.boot_id);
  if (machine.agent_status.current != "started") note_start(transaction, machine, now);
  std::vector<LeaseGrant> grants;
  for (const auto unit : request.lease_claims)
    grants.push_back(claim(transaction, leases, unit, machine.id, received, now));
  return grants;
}

} // namespace periapt::services
