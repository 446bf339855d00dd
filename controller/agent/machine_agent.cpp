#include "agent/machine_agent.h"

#include "core/leadership.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::milliseconds stays_settled{20}; // what follows at once is not told apart

} // namespace

MachineAgent::MachineAgent(const AgentServices& services, std::string boot_id)
    : services_(services), boot_id_(std::move(boot_id)), tasks_(services) {}

MachineAgent::~MachineAgent() { *alive_ = false; }

void MachineAgent::start() {
  services_.store.begin(boot_id_);
  if (const auto stored = services_.store.load_remote()) remote_.apply(*stored, {});
  for (const auto id : services_.store.units()) {
    if (remote_.units().contains(id.value)) continue;
    if (const auto stored = services_.store.load_unit(id)) add_unit(id, stored->record.name);
  }
  if (!remote_.revision().empty()) refresh_units();
}

void MachineAgent::apply(const AgentUpdate& update) {
  if (!remote_.apply(update, needed_relations())) return;
  services_.store.save_remote(update);
  refresh_units();
  if (somebody_must_claim()) send_heartbeat();
}

void MachineAgent::connected() {
  connected_ = true;
  for (const auto& [id, unit] : units_) unit->connected();
  send_heartbeat();
  look_if_settled();
}

void MachineAgent::disconnected() {
  connected_ = false;
  heartbeat_timer_.reset();
  settled_timer_.reset();
  told_settled_.clear();
  for (const auto& [id, unit] : units_) unit->disconnected();
}

// --- units --------------------------------------------------------------------------------------
UnitAgent& MachineAgent::add_unit(UnitId id, const std::string& name) {
  auto unit = std::make_unique<UnitAgent>(
      id, UnitName(name), boot_id_, services_,
      UnitAgent::Callbacks{.finished = [this, id] { drop_unit(id); }, .rested = [this] { look_if_settled(); }});
  auto& added = *units_.emplace(id, std::move(unit)).first->second;
  if (connected_) added.connected();
  return added;
}

void MachineAgent::refresh_units() {
  const auto as_of = Revision::parse(remote_.revision()).value();
  for (const auto& [id, entity] : remote_.units()) {
    if (!units_.contains(UnitId{id})) add_unit(UnitId{id}, entity->name);
  }
  for (const auto& [id, unit] : units_) unit->learn(remote_.snapshot(id), as_of);
  for (const auto& [id, unit] : units_) unit->go_on();
  remote_.release(needed_relations());
  tasks_.update(remote_.machine_tasks());
  look_if_settled();
}

void MachineAgent::run_commands(CommandRequest request, CommandsEnded ended) {
  const auto unit = std::find_if(units_.begin(), units_.end(),
                                 [&](const auto& entry) { return entry.second->name().str() == request.unit; });
  if (unit == units_.end()) {
    return ended({.refusal = fmt::format("unit \"{}\" not found on this machine", request.unit)});
  }
  unit->second->run_commands(std::move(request), std::move(ended));
}

void MachineAgent::drop_unit(UnitId id) {
  const auto found = units_.find(id);
  if (found == units_.end()) return;
  const auto name = found->second->name();
  units_.erase(found);
  services_.store.remove_unit(id);
  services_.charms.remove(name);
  look_if_settled();
}

// --- at rest ------------------------------------------------------------------------------------
bool MachineAgent::settled() const {
  return connected_ && !remote_.revision().empty() && tasks_.idle() &&
         std::all_of(units_.begin(), units_.end(), [](const auto& entry) { return entry.second->settled(); });
}

void MachineAgent::look_if_settled() {
  if (settled_timer_ || told_settled_ == remote_.revision() || !settled()) return;
  settled_timer_ = services_.scheduler.after(stays_settled, [this] {
    settled_timer_.reset();
    if (!settled() || told_settled_ == remote_.revision()) return;
    told_settled_ = remote_.revision();
    services_.controller.tell_settled({told_settled_});
  });
}

std::set<RelationId> MachineAgent::needed_relations() const {
  std::set<RelationId> needed;
  for (const auto& [id, unit] : units_) needed.merge(unit->entered_relations());
  return needed;
}

// --- heartbeat: rule 19 -------------------------------------------------------------------------
bool MachineAgent::somebody_must_claim() const {
  return std::any_of(units_.begin(), units_.end(), [](const auto& entry) { return entry.second->must_claim(); });
}

void MachineAgent::send_heartbeat() {
  if (!connected_) return;
  if (heartbeat_under_way_) {
    heartbeat_again_ = true;
    return;
  }
  heartbeat_under_way_ = true;
  wire::Heartbeat heartbeat{.protocols = {1}, .boot_id = boot_id_};
  for (const auto& [id, unit] : units_) {
    if (unit->wants_lease()) heartbeat.lease_claims.push_back(id);
  }
  const auto take = [this, alive = alive_, sent_ms = services_.clock.boot_ms()](const Reply<wire::HeartbeatAnswer>& reply) {
    if (!*alive) return;
    heartbeat_under_way_ = false;
    std::chrono::seconds pause = leadership::renew_interval;
    if (reply.value) pause = take_leases(*reply.value, sent_ms);
    if (std::exchange(heartbeat_again_, false)) send_heartbeat();
    else schedule_heartbeat(pause);
  };
  services_.controller.heartbeat(heartbeat, take);
}

void MachineAgent::schedule_heartbeat(std::chrono::seconds pause) {
  heartbeat_timer_ = services_.scheduler.after(pause, [this] { send_heartbeat(); });
}

/// Returns when to claim again: earlier than usual where a leader's lease is about to end, so that it is followed at
/// once if it is lost.
std::chrono::seconds MachineAgent::take_leases(const wire::HeartbeatAnswer& answer, std::int64_t sent_ms) {
  std::chrono::seconds pause = leadership::renew_interval;
  for (const auto& lease : answer.leases) {
    const auto unit = units_.find(lease.unit);
    if (unit == units_.end()) continue;
    if (lease.granted) {
      unit->second->lease_granted(lease.term, sent_ms + lease.length_s * 1000);
    } else {
      unit->second->lease_denied();
      pause = std::clamp(std::chrono::seconds(lease.length_s), std::chrono::seconds(1), pause);
    }
  }
  return pause;
}

} // namespace periapt::agent
