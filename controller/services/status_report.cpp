#include "services/reports.h"

#include "services/models.h"
#include "services/remote_applications.h"
#include "services/report_parts.h"
#include "services/storage.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <algorithm>
#include <map>
#include <set>

namespace periapt::services {
using namespace store;

/// What several units and applications share is read once.
class StatusReading::Impl {
public:
  Impl(const ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now, const CloudName& cloud)
      : transaction_(transaction), model_(model), cloud_(cloud), info_(model_summary(transaction, model)),
        machines_(machines::list(transaction, model)) {
    std::vector<MachineId> ids;
    for (const auto& machine : machines_) ids.push_back(machine.id);
    lost_ = presence.lost(ids, now);
    ports_ = units::ports_of_model(transaction, model);
  }

  StatusReport summary() const {
    StatusReport report{.revision = transaction_.revision().str(), .model_name = info_.name};
    report.model_uuid = info_.uuid;
    report.model_owner = info_.owner;
    report.cloud = cloud_.cloud;
    report.region = cloud_.region;
    report.version = contract_version;
    report.model_life = info_.life;
    report.model_status = info_.status;
    report.is_controller = info_.is_controller;
    report.storage = storage_reports(transaction_, model_);
    report.offers = offer_reports(transaction_, model_);
    report.remote_applications = remote_application_reports(transaction_, model_);
    return report;
  }

  void machines(const std::function<void(const MachineReport&)>& give) const {
    for (const auto& machine : machines_) give(report(machine));
  }

  void applications(const std::function<void(const ApplicationReport&)>& give) {
    for (const auto& application : applications::list(transaction_, model_)) {
      auto entry = report(application);
      const auto units = units::of_application(transaction_, application.id);
      entry.units.reserve(units.size());
      for (const auto& unit : units) entry.units.push_back(report(unit, application));
      give(entry);
    }
  }

private:
  MachineReport report(const MachineRow& machine) const {
    MachineReport entry{.name = machine.name, .hostname = info_.name + "-" + machine.name};
    entry.instance_id = machine.address.empty() ? "pending" : entry.hostname;
    if (!machine.address.empty()) entry.addresses = {machine.address};
    entry.agent_status = machine.agent_status;
    if (lost_.contains(machine.id) && machine.agent_status.current == "started")
      entry.agent_status = {"down", "agent is not communicating with the server", machine.agent_status.since_ms};
    entry.instance_status = machine.instance_status;
    entry.life = machine.life;
    entry.base_name = machine.base.name;
    entry.base_channel = machine.base.channel();
    entry.constraints = machine.constraints;
    return entry;
  }

  ApplicationReport report(const ApplicationRow& application) {
    const auto& charm = charm_of(application.charm);
    ApplicationReport entry{.name = application.name, .charm_url = charm.ref.url, .charm_name = charm.name};
    entry.charm_revision = charm.revision;
    entry.charm_version = charm.version;
    entry.channel = application.channel;
    entry.base_name = application.base.name;
    entry.base_channel = application.base.channel();
    entry.exposed = application.exposed;
    entry.subordinate = charm.subordinate;
    entry.life = application.life;
    entry.explicit_status = application.status;
    entry.created_ms = application.created_ms;
    entry.workload_version = application.workload_version;
    entry.bindings = bindings_of(application.charm);
    return entry;
  }

  UnitReport report(const UnitRow& unit, const ApplicationRow& application) {
    UnitReport entry{.name = unit.name, .workload_status = unit.workload, .agent_status = unit.agent};
    entry.life = unit.life;
    entry.leader = application.leader == unit.id;
    entry.agent_started = unit.agent.current != "allocating";
    entry.agent_lost = entry.agent_started && lost_.contains(unit.machine);
    const auto& machine = machine_of(unit);
    if (!unit.principal) entry.machine = machine.name;
    if (unit.principal) entry.principal = units::get(transaction_, *unit.principal).name;
    if (unit.charm && *unit.charm != application.charm) entry.upgrading_from = charm_of(*unit.charm).ref.url;
    if (const auto ports = ports_.find(unit.id); ports != ports_.end()) entry.open_ports = port_texts(ports->second);
    entry.public_address = machine.address;
    return entry;
  }

  /// Of the model's machines, which are in the order of their ids; a unit's is one of them (store, foreign key).
  const MachineRow& machine_of(const UnitRow& unit) const {
    return *std::lower_bound(machines_.begin(), machines_.end(), unit.machine, [](const auto& one, MachineId id) { return one.id < id; });
  }

  const CharmRow& charm_of(CharmId id) {
    auto place = charms_.find(id);
    if (place == charms_.end()) place = charms_.emplace(id, charms::get(transaction_, id)).first;
    return place->second;
  }

  const std::vector<std::string>& bindings_of(CharmId id) {
    auto place = bindings_.find(id);
    if (place == bindings_.end()) place = bindings_.emplace(id, binding_names(transaction_, id)).first;
    return place->second;
  }

  const ReadTransaction& transaction_;
  const ModelId model_;
  const CloudName cloud_;
  const ModelSummary info_;
  const std::vector<MachineRow> machines_; // by id
  std::set<MachineId> lost_;               // machines whose agents say nothing
  std::map<UnitId, std::vector<OpenedPort>> ports_;
  std::map<CharmId, CharmRow> charms_;
  std::map<CharmId, std::vector<std::string>> bindings_;
};

StatusReading::StatusReading(const ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now,
                             const CloudName& cloud)
    : impl_(std::make_unique<Impl>(transaction, model, presence, now, cloud)) {}
StatusReading::~StatusReading() = default;

StatusReport StatusReading::summary() const { return impl_->summary(); }
void StatusReading::machines(const std::function<void(const MachineReport&)>& give) { impl_->machines(give); }
void StatusReading::applications(const std::function<void(const ApplicationReport&)>& give) { impl_->applications(give); }

void each_relation(const ReadTransaction& transaction, ModelId model, const std::function<void(RelationReport)>& give) {
  relations::for_each(transaction, model, [&](RelationRow row) {
    give(relation_report(relations::seen_from(transaction, model, std::move(row))));
  });
}

} // namespace periapt::services
